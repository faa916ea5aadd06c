package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MaskOf;

/// Marks the padding of sequences that were brought to one length: a step whose features all equal
/// `padding` is masked from here on ([Tensor#mask()]), and recurrent layers skip it. The numbers
/// stay as they are.
///
/// Takes [batch, steps, features, ...] and gives the same.
///
/// Errors: ShapeException for a sample without steps and features.
///
/// Source: Keras' `Masking`, whose default is 0.
///
/// @param padding the number that stands for "no step"
public record Masking(double padding) implements LayerSpec {

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() < 2) {
      throw new ShapeException(
          "expected sequences [batch, steps, features], got "
              + Shapes.batch(input)
              + ". Indices are masked by the embedding, rows of numbers need a feature dimension.");
    }
    var op = new MaskOf(padding);
    return Layer.fixed(x -> {
      var mask = Tensor.apply(op, x);
      // a tensor of its own, so that the caller's stays without a mask
      return x.reshape(x.shape().dims()).withMask(mask);
    });
  }

  @Override
  public String describe() {
    return "masking(" + padding + ")";
  }
}
