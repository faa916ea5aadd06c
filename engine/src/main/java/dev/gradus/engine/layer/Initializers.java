package dev.gradus.engine.layer;

import dev.gradus.engine.Parameter;
import dev.gradus.engine.Shape;
import org.jspecify.annotations.Nullable;

/// What a layer makes its parameters with. Knows which activation follows the layer, so that
/// [#kernel] can choose: He before a ReLU, Glorot otherwise.
public final class Initializers {
  private final boolean reluFollows;

  /// @param reluFollows whether the next layer is a ReLU
  public Initializers(boolean reluFollows) {
    this.reluFollows = reluFollows;
  }

  /// Weights drawn as given, or, if null, with He before a ReLU and Glorot otherwise.
  public Parameter kernel(String name, @Nullable Initializer chosen, int... dims) {
    var initializer =
        chosen != null ? chosen : reluFollows ? Initializer.he() : Initializer.glorot();
    return parameter(name, initializer, dims);
  }

  /// A parameter of any kind.
  public Parameter parameter(String name, Initializer initializer, int... dims) {
    return new Parameter(name, Shape.of(dims), initializer);
  }

  /// All zero: for biases.
  public Parameter zeros(String name, int... dims) {
    return parameter(name, Initializer.zeros(), dims);
  }

  /// All one: for scales.
  public Parameter ones(String name, int... dims) {
    return parameter(name, Initializer.constant(1), dims);
  }

  /// Uniform within sqrt(6 / (fanIn + fanOut)).
  public Parameter glorot(String name, int... dims) {
    return parameter(name, Initializer.glorot(), dims);
  }

  /// Normal with standard deviation sqrt(2 / fanIn).
  public Parameter he(String name, int... dims) {
    return parameter(name, Initializer.he(), dims);
  }

  /// Normal with a standard deviation.
  public Parameter normal(String name, double std, int... dims) {
    return parameter(name, Initializer.normal(std), dims);
  }
}
