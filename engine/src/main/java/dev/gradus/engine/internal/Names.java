package dev.gradus.engine.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Shared;
import dev.gradus.engine.layer.Wrapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Names of layers by kind and order, `conv2d_1`, unless given. The second use of a shared layer is
/// named after the first, `dense_1@2`.
public final class Names {
  private final Map<String, Integer> counts = new HashMap<>();
  private final HashSet<String> used = new HashSet<>();
  private final IdentityHashMap<LayerSpec, String> shared = new IdentityHashMap<>();
  private final IdentityHashMap<LayerSpec, Integer> uses = new IdentityHashMap<>();

  /// For layers that stand side by side.
  public Names() {}

  /// The name of the next layer.
  public String next(LayerSpec spec) {
    var inside = spec;
    while (inside instanceof Wrapping wrapping && !(inside instanceof Shared)) {
      inside = wrapping.spec();
    }
    if (!(inside instanceof Shared)) {
      return fresh(spec);
    }
    var first = shared.get(inside);
    if (first == null) {
      var name = fresh(spec);
      shared.put(inside, name);
      return name;
    }
    int use = uses.merge(inside, 2, (n, two) -> n + 1);
    while (used.contains(first + "@" + use)) {
      use = uses.merge(inside, 1, Integer::sum);
    }
    return claim(first + "@" + use);
  }

  /// Whether layers in this order would get these names.
  public static boolean usual(List<? extends LayerSpec> specs, List<String> wanted) {
    var names = new Names();
    try {
      for (int i = 0; i < specs.size(); i++) {
        if (!names.next(specs.get(i)).equals(wanted.get(i))) {
          return false;
        }
      }
      return true;
    } catch (GradusException e) {
      return false;
    }
  }

  private String fresh(LayerSpec spec) {
    int number = counts.merge(spec.kind(), 1, Integer::sum);
    var given = spec.givenName();
    if (given != null) {
      return claim(given);
    }
    var name = spec.kind() + "_" + number;
    return claim(name);
  }

  /// Takes a name that was chosen already, and counts its kind.
  public String keep(String name, LayerSpec spec) {
    var counted = spec.kind() + "_";
    int number = counts.merge(spec.kind(), 1, Integer::sum);
    var rest = name.startsWith(counted) ? name.substring(counted.length()) : "";
    if (!rest.isEmpty() && rest.length() < 9 && rest.chars().allMatch(Character::isDigit)) {
      counts.put(spec.kind(), Math.max(number, Integer.parseInt(rest)));
    }
    return claim(name);
  }

  /// Takes a name.
  ///
  /// @throws GradusException if it is taken or cannot be part of a path
  public String claim(String name) {
    if (name.indexOf('/') >= 0) {
      throw new GradusException(
          "a layer's name cannot contain '/', which separates the names of nested layers, got "
              + name
              + ".");
    }
    if (!used.add(name)) {
      throw new GradusException(
          "two layers have the name " + name + ". Give one of them another with named(...).");
    }
    return name;
  }
}
