package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.repeat;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;

/// Networks of well-known tutorials.
///
/// Source: the pages at the methods.
public final class Tutorials {
  private Tutorials() {}

  /// The convolutional network of TensorFlow tutorial 02 (Hvass-Labs, 2016) for MNIST: 16 and 36
  /// filters of 5x5 that keep the size, max-pooling, a dense layer of 128; 416 + 14,436 + 225,920 +
  /// 1,290 = 242,062 parameters. There trained with Adam 1e-4 in batches of 64.
  public static Model tensorflow02() {
    return Model.sequential(
            Shape.of(1, 28, 28),
            conv2d(16, 5).same(),
            relu(),
            maxPool2d(2),
            conv2d(36, 5).same(),
            relu(),
            maxPool2d(2),
            flatten(),
            dense(128),
            relu(),
            dense(10))
        .named("tensorflow02");
  }

  /// The usual pattern, [CONV -> RELU -> CONV -> RELU -> POOL]*n -> [FC -> RELU]*2 -> FC, for
  /// colour images of 32x32; all copies of a block have the same number of filters. Source:
  /// Stanford CS231n, "Convolutional Networks".
  ///
  /// @param n how often the convolutional block is repeated, 1 to 5
  /// @param filters maps of every convolution
  /// @param units neurons of the dense layers
  public static Model pattern(int n, int filters, int units) {
    var conv = conv2d(filters, 3).padding(1);
    return Model.sequential(
            Shape.of(3, 32, 32),
            repeat(n, conv, relu(), conv, relu(), maxPool2d(2)),
            flatten(),
            repeat(2, dense(units), relu()),
            dense(10))
        .named("pattern-" + n);
  }
}
