package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.Arrays;

/// What losses over class labels say about shapes.
final class Labels {
  private Labels() {}

  /// The shape of the labels of these scores: all dimensions but the last.
  static Shape shape(Shape scores) {
    return Shape.of(Arrays.copyOf(scores.dims(), scores.rank() - 1));
  }

  /// The likely fix for scores and labels that do not fit.
  static String help(Shape scores, Shape labels) {
    if (scores.rank() > labels.rank() + 1) {
      return ". For one label a sample end the model with flatten() and dense(classes), or let the"
          + " recurrent layer give its last output only.";
    }
    if (scores.rank() < labels.rank() + 1) {
      return ". For a label at every step let recurrent layers return sequences. Labels are numbers"
          + " of classes, not one-hot rows.";
    }
    return ". Labels are numbers of classes, not one-hot rows: check the sizes.";
  }
}
