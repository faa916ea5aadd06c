package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.layer.Bidirectional;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.RecurrentLayer;
import dev.gradus.engine.layer.Wrapping;
import dev.gradus.magics.MagicsException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The recurrent layers of a model.
final class RecurrentChoice {
  private RecurrentChoice() {}

  static boolean recurrent(BuiltLayer layer) {
    return layer.layer() instanceof RecurrentLayer || layer.layer() instanceof Bidirectional.Built;
  }

  /// All of them.
  ///
  /// @throws MagicsException if there is none
  static List<BuiltLayer> all(Model model) {
    var all = model.layers().stream().filter(RecurrentChoice::recurrent).toList();
    if (all.isEmpty()) {
      throw new MagicsException(
          model.name()
              + " is not recurrent: it has no simpleRnn, lstm or gru layer, so there are no steps"
              + " to look at. Its layers are "
              + String.join(", ", model.layers().stream().map(BuiltLayer::name).toList())
              + ".");
    }
    return all;
  }

  /// The one with a name, or the first.
  ///
  /// @throws MagicsException if it is not recurrent; the message names those that are
  static BuiltLayer one(Model model, @Nullable String name) {
    var all = all(model);
    if (name == null) {
      return all.getFirst();
    }
    var layer = LayerChoice.find(model, name);
    if (!recurrent(layer)) {
      throw new MagicsException(
          name
              + " ("
              + layer.spec().describe()
              + ") is not recurrent. "
              + LayerChoice.those(model, RecurrentChoice::recurrent, "Recurrent layers"));
    }
    return layer;
  }

  /// What a layer is, as `lstm`, also within a name or a rule.
  static LayerSpec bare(BuiltLayer layer) {
    var spec = layer.spec();
    while (spec instanceof Wrapping wrapping) {
      spec = wrapping.spec();
    }
    return spec;
  }
}
