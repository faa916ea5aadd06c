package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import java.util.List;

/// A [Linear] whose result [DropoutMask] thins in place: y = mask * f(x w + b) / (1 - rate). Equal
/// to the two one after the other bit by bit, with one buffer less.
///
/// Gradients: those of [Linear] with dy replaced by mask * dy / (1 - rate). For relu the sign of y
/// says what was kept and positive: one pass undoes mask and activation. Without an activation the
/// mask is made again. Other activations have a slope that is read from f, which y no longer gives
/// exactly.
///
/// Takes the inputs of [Linear]: x [rows, in], w [in, out], b `[out]` (optional), gives [rows,
/// out].
///
/// Errors: those of [Linear]; GradusException for a rate outside 0 <= rate < 1 and for an
/// activation other than relu.
///
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov, JMLR 15, 2014, section 10 (the
/// inverted form).
///
/// @param linear the product, without an activation or with relu
/// @param rate the probability of dropping a number
public record DroppedLinear(Linear linear, double rate) implements Op {

  /// Checks activation and rate.
  public DroppedLinear {
    DropoutMask.check(rate);
    if (!fits(linear)) {
      throw new GradusException(
          "dropout in place needs relu or no activation, since the slope of "
              + linear.activation()
              + " is read from what is dropped. Keep them apart.");
    }
  }

  /// Whether a product can be thinned in place.
  public static boolean fits(Linear linear) {
    return linear.activation() == Activation.RELU || linear.activation() == Activation.IDENTITY;
  }

  @Override
  public String name() {
    return "linearDropout";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return linear.outputShape(inputs);
  }

  @Override
  public void forward(Pass pass) {
    linear.forward(pass);
    pass.backend().dropout(pass.randomKey(), rate, pass.output(), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var dy = pass.gradOutput();
    if (linear.activation() == Activation.RELU) {
      pass.backend().activations().reluBackward(1 / (1 - rate), pass.output(), dy, dy);
    } else {
      pass.backend().dropoutBackward(pass.randomKey(), rate, dy, dy, false);
    }
    linear.backwardOfProduct(pass);
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return linear.backwardReadsInput(i);
  }

  @Override
  public boolean backwardReadsOutput() {
    return linear.backwardReadsOutput();
  }

  @Override
  public long macs(List<Shape> inputs) {
    return linear.macs(inputs);
  }
}
