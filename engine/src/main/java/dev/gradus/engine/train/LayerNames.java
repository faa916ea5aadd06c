package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.layer.BuiltLayer;
import java.util.IdentityHashMap;
import java.util.List;

/// Which layer a weight belongs to; the first one if layers share it.
final class LayerNames {
  private final IdentityHashMap<Weight, String> owners = new IdentityHashMap<>();
  private final List<String> names;

  LayerNames(Model model) {
    names = model.layers().stream().map(BuiltLayer::name).toList();
    for (var entry : model.layers()) {
      for (var weight : entry.layer().parameters()) {
        owners.putIfAbsent(weight, entry.name());
      }
    }
  }

  List<String> all() {
    return names;
  }

  String of(Weight weight) {
    return owners.getOrDefault(weight, "");
  }
}
