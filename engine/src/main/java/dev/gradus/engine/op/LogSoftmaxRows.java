package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// y = ln softmax(x) = x - max - ln sum e^(x - max) over the last dimension: x [..., n], y the
/// same. Stable where the logarithm of a softmax would be that of 0.
///
/// Gradient: dx = dy - e^y sum(dy), the sum over the last dimension.
///
/// Errors: ShapeException for a single number, rank 0.
///
/// Source: `torch.log_softmax` over the last dimension.
public record LogSoftmaxRows() implements Op {

  @Override
  public String name() {
    return "logSoftmax";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Dims.checkRows(inputs.getFirst());
  }

  @Override
  public void forward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend().activations().logSoftmax(Dims.rows(x), x.last(), pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var x = pass.inputShape(0);
    pass.backend()
        .activations()
        .logSoftmaxBackward(
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
