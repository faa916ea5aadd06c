package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Weight;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// What a layer makes its parameters with. Knows which activation follows the layer, so that
/// [#kernel] can choose: He before a ReLU, Glorot otherwise.
///
/// Errors: ShapeException for a shared layer that is used on another shape than before.
public final class Initializers {
  /// What a shared layer became when it was first used.
  private record Made(Shape input, Layer layer) {}

  private final boolean reluFollows;
  private final String path;
  private final String prefix;
  private final IdentityHashMap<Shared, Made> shared;

  /// @param reluFollows whether the next layer is a ReLU
  public Initializers(boolean reluFollows) {
    this(reluFollows, "", "", new IdentityHashMap<>());
  }

  private Initializers(
      boolean reluFollows, String path, String prefix, IdentityHashMap<Shared, Made> shared) {
    this.reluFollows = reluFollows;
    this.path = path;
    this.prefix = prefix;
    this.shared = shared;
  }

  /// Whether the next layer is a ReLU.
  public boolean reluFollows() {
    return reluFollows;
  }

  /// Where in the model the layer is that is being built, as `residual_1/conv2d_2`.
  public String path() {
    return path;
  }

  /// What a layer within this one is built with.
  ///
  /// @param name the inner layer's name
  /// @param reluNext whether a ReLU follows it
  public Initializers within(String name, boolean reluNext) {
    return new Initializers(reluNext, path.isEmpty() ? name : path + "/" + name, "", shared);
  }

  /// A shared layer: built at its first use, the same one again later.
  Layer shared(Shared spec, Shape input) {
    var known = shared.get(spec);
    if (known == null) {
      var layer = spec.spec().build(input, this);
      shared.put(spec, new Made(input, layer));
      return layer;
    }
    if (!known.input().equals(input)) {
      throw new ShapeException(
          "this layer is shared and was built for samples of shape "
              + known.input()
              + ", got "
              + input
              + ". Bring both branches to the same shape before it.");
    }
    return known.layer();
  }

  /// For a layer inside another that keeps its parameters: their names start with this.
  public Initializers prefixed(String start) {
    return new Initializers(reluFollows, path, prefix + start, shared);
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
    return buffer(name, Initializer.constant(value), dims);
  }

  /// The same with different numbers.
  public Weight buffer(String name, Initializer values, int... dims) {
    return Weight.buffer(prefix + name, Shape.of(dims), values);
  }
}
