package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.List;

/// The constraints that trained weights keep.
final class Rules {
  private record One(Constraint constraint, Shape shape, Slice weights) {}

  private final Backend backend;
  private final List<One> all = new ArrayList<>();

  Rules(Model model) {
    backend = model.device().backend();
    int at = 0;
    for (var weight : model.parameters().list()) {
      var constraint = weight.constraint();
      if (constraint != null && weight.trainable()) {
        var place = model.parameters().values().part(at, weight.size());
        all.add(new One(constraint, weight.shape(), place));
      }
      at += weight.size();
    }
  }

  boolean none() {
    return all.isEmpty();
  }

  void enforce() {
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      one.constraint().enforce(backend, one.shape(), one.weights());
    }
  }
}
