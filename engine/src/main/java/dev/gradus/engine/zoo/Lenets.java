package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.avgPool2d;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Layers.tanh;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.LayerSpec;
import java.util.List;

/// LeNet-5 for grey images of 32x32 pixels; MNIST's need a border of 2. Source: LeCun, Bottou,
/// Bengio, Haffner, "Gradient-based learning applied to document recognition", Proc. IEEE 1998.
///
/// The layers have the paper's names: C1, S2, C3, S4, C5, F6 and the output. As taught today every
/// map of C3 sees all maps of S2, pooling has nothing to learn, and the output is a dense layer for
/// a softmax: 156, 0, 2,416, 0, 48,120, 10,164 and 850 parameters, 61,706 together. What the paper
/// has instead is in [#original()].
public final class Lenets {
  private static final Shape INPUT = Shape.of(1, 32, 32);

  /// Which maps of S2 each map of C3 sees: the paper's table 1.
  private static final List<List<Integer>> C3_TABLE =
      List.of(
          List.of(0, 1, 2),
          List.of(1, 2, 3),
          List.of(2, 3, 4),
          List.of(3, 4, 5),
          List.of(0, 4, 5),
          List.of(0, 1, 5),
          List.of(0, 1, 2, 3),
          List.of(1, 2, 3, 4),
          List.of(2, 3, 4, 5),
          List.of(0, 3, 4, 5),
          List.of(0, 1, 4, 5),
          List.of(0, 1, 2, 5),
          List.of(0, 1, 3, 4),
          List.of(1, 2, 4, 5),
          List.of(0, 2, 3, 5),
          List.of(0, 1, 2, 3, 4, 5));

  private Lenets() {}

  /// With hyperbolic tangents and average pooling.
  public static Model lenet5() {
    return lenet5(tanh(), avgPool2d(2)).named("lenet5");
  }

  /// With sigmoids and average pooling: learns visibly slower at first, since sigmoids are not
  /// centred and flat at both ends.
  public static Model sigmoidLenet5() {
    return lenet5(sigmoid(), avgPool2d(2)).named("lenet5-sigmoid");
  }

  /// With rectifiers and max-pooling, as it would be built today.
  public static Model modernLenet5() {
    return lenet5(relu(), maxPool2d(2)).named("lenet5-modern");
  }

  /// With any activation and any pooling that halves the maps.
  public static Model lenet5(LayerSpec activation, LayerSpec pooling) {
    Given.one("the activation", activation);
    Given.one("the pooling", pooling);
    return Model.sequential(
            INPUT,
            conv2d(6, 5).named("C1"),
            activation,
            pooling.named("S2"),
            conv2d(16, 5).named("C3"),
            activation,
            pooling.named("S4"),
            conv2d(120, 5).named("C5"),
            activation,
            flatten(),
            dense(84).named("F6"),
            activation,
            dense(10).named("output"))
        .named("lenet5");
  }

  /// As in 1998: C3 sees parts of S2 (1,516 parameters), subsampling is learned (12 and 32), the
  /// activation is 1.7159 tanh(2x/3), and the output compares with drawn digits that are not
  /// learned: 60,000 parameters. The distances are negated, so that the largest score wins; trained
  /// with cross-entropy this is the paper's equation 9 without the constant for rubbish.
  public static Model original() {
    return Model.sequential(
            INPUT,
            conv2d(6, 5).named("C1"),
            new ScaledTanh(),
            new Subsampling(2).named("S2"),
            new ScaledTanh(),
            new TableConv2d(5, C3_TABLE).named("C3"),
            new ScaledTanh(),
            new Subsampling(2).named("S4"),
            new ScaledTanh(),
            conv2d(120, 5).named("C5"),
            new ScaledTanh(),
            flatten(),
            dense(84).named("F6"),
            new ScaledTanh(),
            new DigitPrototypes().named("output"))
        .named("lenet5-1998");
  }
}
