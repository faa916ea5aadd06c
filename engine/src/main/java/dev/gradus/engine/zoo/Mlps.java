package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;

import dev.gradus.engine.Model;
import dev.gradus.engine.internal.Given;

/// Networks of dense layers: every pixel is joined to every hidden neuron, so that neighbouring
/// pixels are nothing special. What a convolutional network has to beat.
///
/// Source: the papers and books at the methods.
public final class Mlps {
  private static final int SIDE = 28;
  private static final int DIGITS = 10;

  private Mlps() {}

  /// 784-30-10 for MNIST with a ReLU: 23,550 + 310 = 23,860 parameters. Source for the sizes:
  /// Nielsen, "Neural Networks and Deep Learning", 2015, chapter 1 (there with sigmoids).
  public static Model mlp() {
    return mlp(30).named("mlp");
  }

  /// Pixels of MNIST, hidden layers with ReLU, scores of ten digits.
  ///
  /// @param hidden neurons of each hidden layer; none for a linear classifier
  public static Model mlp(int... hidden) {
    Given.one("the hidden", hidden);
    var model = Model.input(1, SIDE, SIDE).then(flatten());
    for (int units : hidden) {
      model = model.then(dense(units)).then(relu());
    }
    return model.then(dense(DIGITS)).named("mlp");
  }
}
