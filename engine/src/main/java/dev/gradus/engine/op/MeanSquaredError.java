package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.ErrorFunction;
import java.util.List;

/// The mean of (prediction - target)^2 over all numbers: two inputs of one shape, result [].
/// Nothing is broadcast: [n, 1] against `[n]` would silently compare every prediction with every
/// target. The mean over no numbers is NaN.
///
/// Gradient: d prediction = 2 (prediction - target) / n, d target the negative of it.
///
/// Errors: ShapeException for shapes that differ.
///
/// Source: `torch.nn.MSELoss`.
public record MeanSquaredError() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return MeanError.sameShapes(inputs);
  }

  @Override
  public void forward(Pass pass) {
    pass.backend()
        .losses()
        .meanError(ErrorFunction.SQUARED, 0, pass.input(0), pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    for (int i = 0; i < 2; i++) {
      if (pass.wantsGrad(i)) {
        // the square knows no difference between the two
        pass.backend()
            .losses()
            .meanErrorBackward(
                ErrorFunction.SQUARED,
                0,
                pass.input(i),
                pass.input(1 - i),
                pass.gradOutput(),
                pass.gradInput(i),
                pass.accumulate(i));
      }
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
