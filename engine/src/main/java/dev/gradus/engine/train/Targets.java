package dev.gradus.engine.train;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.op.MeanError;

/// How losses of single numbers meet their targets.
final class Targets {
  private Targets() {}

  /// The mean error; an output [batch, ..., 1] also takes targets [batch, ...].
  static Tensor meanError(MeanError op, Tensor output, Tensor target) {
    Given.one("the output", output);
    Given.one("the target", target);
    var shape = output.shape();
    boolean single = shape.rank() == target.shape().rank() + 1 && shape.last() == 1;
    return Tensor.apply(op, single ? output.reshape(target.shape().dims()) : output, target);
  }
}
