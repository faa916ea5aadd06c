package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.random.Philox;

/// A small problem for tests of training: points in the plane, class 1 inside a ring.
public final class Rings {
  private Rings() {}

  /// Points and their classes.
  public static Dataset points(int n, long seed) {
    var random = new Philox(seed, 0);
    var inputs = new float[2 * n];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      inputs[2 * i] = 4 * random.nextFloat() - 2;
      inputs[2 * i + 1] = 4 * random.nextFloat() - 2;
      double r = Math.hypot(inputs[2 * i], inputs[2 * i + 1]);
      labels[i] = r < 1.4 ? 1 : 0;
    }
    return Dataset.of(Shape.of(2), inputs, labels, 2);
  }

  /// A network that can learn them.
  public static Model net() {
    return Model.sequential(Shape.of(2), dense(24), relu(), dense(24), relu(), dense(2)).seed(3);
  }
}
