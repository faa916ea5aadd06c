package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import java.util.List;

/// Inverted dropout: every number becomes 0 with probability `rate`, the others are divided by 1 -
/// rate, so that the mean stays and nothing is to do when predicting. The mask is a function of the
/// pass's random key and is made again in the backward pass, not stored.
///
/// Gradient: dx = dy * mask / (1 - rate).
///
/// Takes any shape and gives the same.
///
/// Errors: GradusException for a rate outside 0 <= rate < 1.
///
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, JMLR 15, 2014, section 10 (the
/// inverted form); `torch.nn.Dropout`.
///
/// @param rate the probability of DROPPING a number, 0 <= rate < 1
public record DropoutMask(double rate) implements Op {

  /// Checks the rate.
  public DropoutMask {
    check(rate);
  }

  /// Checks a rate.
  static void check(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new GradusException(
          "the dropout rate is the share of numbers that are dropped: expected 0 <= rate < 1, got "
              + rate
              + ". Use 0.5 to drop half of them.");
    }
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().dropout(pass.randomKey(), rate, pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .dropoutBackward(
            pass.randomKey(), rate, pass.gradOutput(), pass.gradInput(0), pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
