package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.magics.MagicsException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Layers by name, with a hint if the name is not right.
final class LayerChoice {
  private LayerChoice() {}

  static BuiltLayer find(Model model, String name) {
    var names = model.layers().stream().map(BuiltLayer::name).toList();
    int at = names.indexOf(name);
    if (at >= 0) {
      return model.layers().get(at);
    }
    throw new MagicsException(
        "there is no layer "
            + name
            + " in "
            + model.name()
            + nearest(name, names)
            + " The layers are "
            + String.join(", ", names)
            + ".");
  }

  /// A layer that gives maps [channels, rows, columns].
  static BuiltLayer maps(Model model, String name) {
    var layer = find(model, name);
    if (layer.output().rank() != 3) {
      throw new MagicsException(
          name
              + " gives "
              + layer.output()
              + ", which is no set of maps. "
              + those(model, l -> l.output().rank() == 3, "Layers with maps"));
    }
    return layer;
  }

  private static String nearest(String name, List<String> names) {
    return names.stream()
        .filter(n -> distance(n, name) <= Math.max(2, name.length() / 3))
        .min(Comparator.comparingInt(n -> distance(n, name)))
        .map(n -> "; did you mean " + n + "?")
        .orElse(".");
  }

  /// Levenshtein's distance.
  private static int distance(String a, String b) {
    var row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  /// A sentence that lists the layers with a property.
  static String those(Model model, Predicate<BuiltLayer> property, String what) {
    var names = model.layers().stream().filter(property).map(BuiltLayer::name).toList();
    return names.isEmpty()
        ? what + ": none in this model."
        : what + ": " + String.join(", ", names) + ".";
  }
}
