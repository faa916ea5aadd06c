package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Weight;
import org.jspecify.annotations.Nullable;

/// What a layer makes its parameters with. Knows which activation follows the layer, so that
/// [#kernel] can choose: He before a ReLU, Glorot otherwise.
public final class Initializers {
  private final boolean reluFollows;
  private final String prefix;

  /// @param reluFollows whether the next layer is a ReLU
  public Initializers(boolean reluFollows) {
    this(reluFollows, "");
  }

  private Initializers(boolean reluFollows, String prefix) {
    this.reluFollows = reluFollows;
    this.prefix = prefix;
  }

  /// For a layer inside another: the names of its parameters start with this.
  public Initializers prefixed(String start) {
    return new Initializers(reluFollows, prefix + start);
  }

  /// Weights drawn as given, or, if null, with He before a ReLU and Glorot otherwise.
  public Weight kernel(String name, @Nullable Initializer chosen, int... dims) {
    var initializer =
        chosen != null ? chosen : reluFollows ? Initializer.he() : Initializer.glorot();
    return parameter(name, initializer, dims);
  }

  /// A parameter of any kind.
  public Weight parameter(String name, Initializer initializer, int... dims) {
    return new Weight(prefix + name, Shape.of(dims), initializer);
  }

  /// All zero: for biases.
  public Weight zeros(String name, int... dims) {
    return parameter(name, Initializer.zeros(), dims);
  }

  /// All one: for scales.
  public Weight ones(String name, int... dims) {
    return parameter(name, Initializer.constant(1), dims);
  }

  /// Uniform within sqrt(6 / (fanIn + fanOut)).
  public Weight glorot(String name, int... dims) {
    return parameter(name, Initializer.glorot(), dims);
  }

  /// Normal with standard deviation sqrt(2 / fanIn).
  public Weight he(String name, int... dims) {
    return parameter(name, Initializer.he(), dims);
  }

  /// Normal with a standard deviation.
  public Weight normal(String name, double std, int... dims) {
    return parameter(name, Initializer.normal(std), dims);
  }

  /// Numbers that the layer keeps and changes itself: saved with the model, never trained, not
  /// counted as parameters.
  public Weight buffer(String name, double value, int... dims) {
    return Weight.buffer(prefix + name, Shape.of(dims), Initializer.constant(value));
  }
}
