package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What regularizers add to loss and gradients: those of the weights themselves, and one for every
/// trained weight of rank 2 or more.
final class Penalties {
  private record One(Regularizer regularizer, Slice weights, Slice gradients) {}

  private final Backend backend;
  private final List<One> all = new ArrayList<>();

  Penalties(Model model, @Nullable Regularizer forAll) {
    backend = model.device().backend();
    int at = 0;
    for (var weight : model.parameters().list()) {
      if (weight.trainable()) {
        add(model, weight, at, weight.regularizer());
        add(model, weight, at, weight.shape().rank() > 1 ? forAll : null);
      }
      at += weight.size();
    }
  }

  private void add(Model model, Weight weight, int at, @Nullable Regularizer regularizer) {
    if (regularizer != null) {
      var parameters = model.parameters();
      all.add(
          new One(
              regularizer,
              parameters.values().part(at, weight.size()),
              parameters.gradients().part(at, weight.size())));
    }
  }

  boolean none() {
    return all.isEmpty();
  }

  double value() {
    double sum = 0;
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      sum += one.regularizer().penalty(backend, one.weights());
    }
    return sum;
  }

  void addGradients() {
    for (int i = 0; i < all.size(); i++) {
      var one = all.get(i);
      one.regularizer().addGradient(backend, one.weights(), one.gradients());
    }
  }
}
