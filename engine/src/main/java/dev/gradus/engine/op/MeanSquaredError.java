package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.Broadcast;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UnaryFunction;
import java.util.List;

/// The mean of (prediction - target)^2 over all numbers: two inputs of one shape, result [].
/// Nothing is broadcast: [n, 1] against [n] would silently compare every prediction with every
/// target. The mean over no numbers is NaN.
///
/// Gradient: d prediction = 2 (prediction - target) / n, d target the negative of it.
public record MeanSquaredError() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var prediction = inputs.get(0);
    var target = inputs.get(1);
    if (!prediction.equals(target)) {
      throw new ShapeException(
          "expected targets of the shape of the predictions "
              + prediction
              + ", got "
              + target
              + ". Reshape the targets.");
    }
    return Shape.of();
  }

  /// Saved are the differences and as many numbers of room for their squares and gradients.
  @Override
  public int savedSize(List<Shape> inputs) {
    return Math.multiplyExact(2, inputs.getFirst().size());
  }

  @Override
  public void forward(Pass pass) {
    var shape = pass.inputShape(0);
    int n = shape.size();
    var backend = pass.backend();
    var saved = pass.keepsSaved() ? pass.saved() : Slice.of(backend.allocate(2 * n));
    var difference = saved.part(0, n);
    var square = saved.part(n, n);
    var plain = Broadcast.of(name(), shape, shape);
    backend.binary(BinaryFunction.SUBTRACT, plain, pass.input(0), pass.input(1), difference);
    backend.unary(UnaryFunction.SQUARE, difference, square);
    backend.reduceSum(square, 1, n, 1, 1.0 / n, pass.output(), false);
  }

  @Override
  public void backward(Pass pass) {
    if (pass.inputShape(0).size() == 0) {
      return; // nothing was saved, and there is no gradient to write
    }
    int n = pass.inputShape(0).size();
    var backend = pass.backend();
    var difference = pass.saved().part(0, n);
    var gradient = pass.saved().part(n, n);
    backend.expand(pass.gradOutput(), 1, n, 1, 1.0 / n, gradient, false);
    backend.unaryBackward(UnaryFunction.SQUARE, difference, difference, gradient, gradient, false);
    for (int i = 0; i < 2; i++) {
      if (pass.wantsGrad(i)) {
        double old = pass.accumulate(i) ? 1 : 0;
        backend.axpby(i == 0 ? 1 : -1, gradient, old, pass.gradInput(i));
      }
    }
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
