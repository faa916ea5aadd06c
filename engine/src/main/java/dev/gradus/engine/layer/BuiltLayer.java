package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Watch;
import dev.gradus.engine.tape.Tape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A built layer of a model.
///
/// @param name its name among the layers beside it, as `conv2d_1`
/// @param spec what it is
/// @param layer what it does
/// @param input shape of one sample that it gets, of the first input if it has several
/// @param output shape of one sample that it gives
public record BuiltLayer(String name, LayerSpec spec, Layer layer, Shape input, Shape output) {
  /// Runs the layer, as part of a recording under its name if there is one. Hands the mask of x on.
  public Tensor run(Tensor x, @Nullable Tape tape) {
    return run(List.of(x), tape);
  }

  /// The same with several inputs.
  public Tensor run(List<Tensor> inputs, @Nullable Tape tape) {
    return tape == null ? compute(inputs) : tape.scoped(name, () -> compute(inputs));
  }

  private Tensor compute(List<Tensor> inputs) {
    var context = Context.current();
    var result =
        context.training() && keepsItsBuffers()
            ? context.training(false).call(() -> forward(inputs))
            : forward(inputs);
    return Watch.seen(this, handMaskOn(inputs.getFirst(), result));
  }

  private Tensor forward(List<Tensor> inputs) {
    return layer instanceof Join join ? join.forward(inputs) : layer.forward(inputs.getFirst());
  }

  /// A layer whose buffers are frozen runs as in inference: frozen batch normalisation uses its
  /// running statistics and does not change them, as in Keras.
  private boolean keepsItsBuffers() {
    return children().isEmpty()
        && layer.parameters().stream().anyMatch(w -> w.isBuffer() && w.frozen());
  }

  /// The layers it is made of; see [Layer#children()].
  public List<BuiltLayer> children() {
    return layer.children();
  }

  /// Attaches the mask of x to y, a layer's result for x, if y has none of its own and is a
  /// sequence of as many steps, [batch, steps, ...]. For layers that run others inside.
  ///
  /// @return y
  public static Tensor handMaskOn(Tensor x, Tensor y) {
    var mask = x.mask();
    boolean sequence =
        mask != null
            && y.mask() == null
            && y.shape().rank() >= 3
            && y.shape().dim(0) == mask.shape().dim(0)
            && y.shape().dim(1) == mask.shape().dim(1);
    return sequence ? y.withMask(mask) : y;
  }

  /// Its parameter with this name, as `weight`.
  ///
  /// @throws GradusException if there is none
  public Weight parameter(String parameterName) {
    return layer.parameters().stream()
        .filter(p -> p.name().equals(parameterName))
        .findFirst()
        .orElseThrow(() ->
            new GradusException(
                name
                    + " has no parameter "
                    + parameterName
                    + "; it has "
                    + layer.parameters().stream().map(Weight::name).toList()
                    + "."));
  }

  /// As `conv2d_1: conv2d(6, 5x5) [1, 28, 28] -> [6, 28, 28]`.
  @Override
  public String toString() {
    return name + ": " + spec.describe() + " " + input + " -> " + output;
  }
}
