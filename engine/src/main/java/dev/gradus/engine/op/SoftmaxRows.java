package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// y = exp(x) / sum(exp(x)) over the last dimension, stable for numbers of any size: x [..., n], y
/// the same.
///
/// Gradient: dx = y (dy - sum(y dy)), the sum over the last dimension.
///
/// Errors: ShapeException for a single number, rank 0.
///
/// Source: Bridle, "Probabilistic interpretation of feedforward classification network outputs",
/// 1990; `torch.softmax` over the last dimension.
public record SoftmaxRows() implements Op {

  @Override
  public String name() {
    return "softmax";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Dims.checkRows(inputs.getFirst());
  }

  @Override
  public void forward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend().softmax(Dims.rows(x), x.last(), pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend()
        .softmaxBackward(
            Dims.rows(x),
            x.last(),
            pass.output(),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }
}
