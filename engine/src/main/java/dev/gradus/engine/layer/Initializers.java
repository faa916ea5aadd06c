package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Weight;
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
  public Weight kernel(String name, @Nullable Initializer chosen, int... dims) {
    return parameter(name, orUsual(chosen), dims);
  }

  /// The same for weights whose dimensions do not show their [Fan].
  ///
  /// @param fan the shape whose fan counts, as [filters, channels, rows, columns]
  public Weight kernel(String name, @Nullable Initializer chosen, Shape fan, int... dims) {
    return parameter(name, new ShapedInitializer(orUsual(chosen), fan), dims);
  }

  private Initializer orUsual(@Nullable Initializer chosen) {
    if (chosen != null) {
      return chosen;
    }
    return reluFollows ? Initializer.he() : Initializer.glorot();
  }

  /// A parameter of any kind.
  public Weight parameter(String name, Initializer initializer, int... dims) {
    return new Weight(name, Shape.of(dims), initializer);
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
    return Weight.buffer(name, Shape.of(dims), Initializer.constant(value));
  }
}
