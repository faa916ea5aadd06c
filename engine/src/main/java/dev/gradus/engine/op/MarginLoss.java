package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;

/// The margin loss of a multi-class support vector machine: scores [..., classes], labels [...]
/// (class indices), result [], the mean over rows of the sum over c other than the label of max(0,
/// margin + score(c) - score(label)). A label outside 0 .. classes - 1 makes it NaN; the mean over
/// no rows is NaN. PyTorch's multi_margin_loss is this divided by the number of classes.
///
/// Gradient of a row: 1 / rows for every class within the margin, and as often -1 / rows for the
/// label.
///
/// Errors: GradusException for a margin that is not above 0 and finite; ShapeException for scores
/// of rank below 2, or labels that are not one for each row.
///
/// Source: Weston, Watkins, "Support vector machines for multi-class pattern recognition", ESANN
/// 1999.
///
/// @param margin by how much the right score must lead, above 0
public record MarginLoss(double margin) implements Op {

  /// Checks the margin.
  public MarginLoss {
    if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new GradusException("the margin must be a number above 0, got " + margin + ". Try 1.");
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var scores = inputs.get(0);
    var labels = inputs.get(1);
    if (scores.rank() < 2 || !labels.equals(Labels.shape(scores))) {
      throw new ShapeException(
          "expected scores [rows, classes] and labels [rows], got "
              + scores
              + " and "
              + labels
              + Labels.help(scores, labels));
    }
    return Shape.of();
  }

  @Override
  public void forward(Pass pass) {
    var scores = pass.inputShape(0);
    pass.backend()
        .losses()
        .marginLoss(
            Dims.rows(scores), scores.last(), margin, pass.input(0), pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var scores = pass.inputShape(0);
    pass.backend()
        .losses()
        .marginLossBackward(
            Dims.rows(scores),
            scores.last(),
            margin,
            pass.input(0),
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
  public boolean backwardReadsOutput() {
    return false;
  }
}
