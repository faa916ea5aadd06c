package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.CrossEntropyRows;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The mean of -ln softmax(logits)\[label] over the rows that count: logits [..., classes], labels
/// [...] (class indices), result []. Stable for logits of any size. A label outside 0 .. classes -
/// 1 makes the loss NaN, except the ignored one, whose rows do not count. The mean over no rows is
/// NaN.
///
/// With weights w and smoothing e a row costs (1 - e) w(label) (-ln p(label)) + e / classes times
/// the sum of w(c) (-ln p(c)); the sum of rows is divided by the sum of w(label), as in PyTorch.
///
/// Gradient, without both: d logits = (softmax(logits) - onehot(label)) / counted rows.
///
/// Smoothing: Szegedy et al., "Rethinking the Inception architecture", CVPR 2016, section 7.
///
/// Errors: GradusException for smoothing outside 0 .. 1 or a negative class weight; ShapeException
/// for logits of rank below 2, labels that are not one for each row, or class weights that are not
/// one for each class.
///
/// Source: `torch.nn.CrossEntropyLoss`, whose ignored label is -100 by default; the gradient p - y:
/// Bridle, 1990.
///
/// @param ignored the label of rows that do not count, such as padding; -1 by default
/// @param smoothing share of the target spread evenly over all classes, 0 to below 1; 0 by default
/// @param classWeights how much a row of each class counts; empty, the default, for 1 each
public record SoftmaxCrossEntropy(int ignored, double smoothing, List<Double> classWeights)
    implements Op {

  /// Checks the settings.
  public SoftmaxCrossEntropy {
    classWeights = List.copyOf(classWeights);
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new GradusException(
          "label smoothing must be at least 0 and below 1, got " + smoothing + ". Try 0.1.");
    }
    for (double w : classWeights) {
      if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
        throw new GradusException(
            "a class weight must be a number of at least 0, got " + classWeights + ".");
      }
    }
  }

  /// Rows labelled -1 do not count; no smoothing, no weights.
  public SoftmaxCrossEntropy() {
    this(-1, 0, List.of());
  }

  /// What is worked out once from shapes.
  private record Made(CrossEntropyRows rows, @Nullable Slice weights) {}

  private Made made(Pass pass) {
    return pass.memo(Made.class, this, SoftmaxCrossEntropy::make);
  }

  private static Made make(SoftmaxCrossEntropy op, Pass pass) {
    var logits = pass.inputShape(0);
    var rows = new CrossEntropyRows(Dims.rows(logits), logits.last(), op.ignored, op.smoothing);
    if (op.classWeights.isEmpty()) {
      return new Made(rows, null);
    }
    var weights = Slice.of(pass.backend().allocate(op.classWeights.size()));
    for (int i = 0; i < op.classWeights.size(); i++) {
      weights.set(i, op.classWeights.get(i));
    }
    return new Made(rows, weights);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var logits = inputs.get(0);
    var labels = inputs.get(1);
    if (logits.rank() < 2) {
      throw new ShapeException(
          "expected logits [rows, classes] for labels "
              + labels
              + ", got "
              + logits
              + ". End the model with dense(classes).");
    }
    var expected = Labels.shape(logits);
    if (!labels.equals(expected)) {
      throw new ShapeException(
          "expected labels "
              + expected
              + ", one class index for each row of the logits "
              + logits
              + ", got "
              + labels
              + (labels.equals(logits)
                  ? ". Labels are numbers of classes, not one-hot rows."
                  : Labels.help(logits, labels)));
    }
    if (!classWeights.isEmpty() && classWeights.size() != logits.last()) {
      throw new ShapeException(
          "expected "
              + logits.last()
              + " class weights for the logits "
              + logits
              + " and labels "
              + labels
              + ", got "
              + classWeights.size()
              + ". Give one for each class.");
    }
    return Shape.of();
  }

  @Override
  public void forward(Pass pass) {
    var made = made(pass);
    var kept = pass.keepsSaved() ? pass.saved() : null;
    pass.backend()
        .losses()
        .crossEntropy(made.rows, pass.input(0), pass.input(1), made.weights, kept, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    if (pass.inputShape(0).size() == 0) {
      return; // nothing was saved, and there is no gradient to write
    }
    var made = made(pass);
    pass.backend()
        .losses()
        .crossEntropyBackward(
            made.rows,
            pass.saved(),
            pass.input(1),
            made.weights,
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
  public boolean gradientReplacesSaved() {
    return true;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return inputs.getFirst().size();
  }
}
