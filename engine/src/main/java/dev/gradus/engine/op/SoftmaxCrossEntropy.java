package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// The mean of -ln softmax(logits)[label] over rows: logits [rows, classes], labels [rows] (class
/// indices), result []. Stable for logits of any size. An index outside 0 .. classes - 1 makes the
/// loss NaN; the mean over no rows is NaN.
///
/// Gradient: d logits = (softmax(logits) - onehot(label)) / rows.
public record SoftmaxCrossEntropy() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var logits = inputs.get(0);
    var labels = inputs.get(1);
    if (logits.rank() != 2) {
      throw new ShapeException(
          "expected logits [rows, classes] for labels "
              + labels
              + ", got "
              + logits
              + ". End the model with dense(classes).");
    }
    if (!labels.equals(Shape.of(logits.dim(0)))) {
      throw new ShapeException(
          "expected labels ["
              + logits.dim(0)
              + "], one class index for each row of the logits "
              + logits
              + ", got "
              + labels
              + ". Labels are numbers of classes, not one-hot rows.");
    }
    return Shape.of();
  }

  @Override
  public void forward(Pass pass) {
    var logits = pass.inputShape(0);
    var probabilities =
        pass.keepsSaved() ? pass.saved() : Slice.of(pass.backend().allocate(logits.size()));
    pass.backend()
        .softmaxCrossEntropy(
            logits.dim(0),
            logits.dim(1),
            pass.input(0),
            pass.input(1),
            probabilities,
            pass.output());
  }

  @Override
  public void backward(Pass pass) {
    if (pass.inputShape(0).size() == 0) {
      return; // nothing was saved, and there is no gradient to write
    }
    var logits = pass.inputShape(0);
    pass.backend()
        .softmaxCrossEntropyBackward(
            logits.dim(0),
            logits.dim(1),
            pass.saved(),
            pass.input(1),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean differentiable(int i) {
    return i == 0;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i == 1;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return inputs.getFirst().size();
  }
}
