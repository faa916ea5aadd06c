package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.Arrays;

/// What metrics ask about rows of scores.
final class Scored {
  private Scored() {}

  /// The number of rows: scores [..., classes] against labels [...].
  ///
  /// @throws ShapeException if the shapes do not fit
  static int rows(String metric, Shape output, Shape target) {
    var dims = output.dims();
    if (dims.length == 0 || !target.equals(Shape.of(Arrays.copyOf(dims, dims.length - 1)))) {
      throw new ShapeException(
          metric
              + " expects scores [..., classes] and labels [...], got "
              + output
              + " and "
              + target
              + ". Targets are class indices, one for each row of scores.");
    }
    return target.size();
  }

  /// The number of numbers: outputs and targets of the same shape, but for dimensions of 1.
  ///
  /// @throws ShapeException if the sizes differ
  static int numbers(String metric, Shape output, Shape target) {
    var a = Arrays.stream(output.dims()).filter(d -> d != 1).toArray();
    var b = Arrays.stream(target.dims()).filter(d -> d != 1).toArray();
    if (!Arrays.equals(a, b)) {
      throw new ShapeException(
          metric
              + " expects targets of the shape of the outputs "
              + output
              + ", got "
              + target
              + ". Use a metric for class labels, or let the last layer give that shape.");
    }
    return output.size();
  }

  /// The class of a row: the first largest score; -1 if a score is NaN. A row of one score is class
  /// 1 if that is above 0, else 0.
  static int winner(float[] scores, int row, int classes) {
    int at = row * classes;
    if (classes == 1) {
      return Float.isNaN(scores[at]) ? -1 : scores[at] > 0 ? 1 : 0;
    }
    int best = 0;
    for (int c = 0; c < classes; c++) {
      if (Float.isNaN(scores[at + c])) {
        return -1;
      }
      if (scores[at + c] > scores[at + best]) {
        best = c;
      }
    }
    return best;
  }

  /// -ln softmax(scores)[label] of a row, computed without overflow; NaN for a label that is none.
  static double cost(float[] scores, int row, int classes, float label) {
    if (!(label >= 0 && label < classes && label == (int) label)) {
      return Double.NaN;
    }
    int at = row * classes;
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      max = Math.max(max, scores[at + c]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(scores[at + c] - max);
    }
    return Math.log(sum) - (scores[at + (int) label] - max);
  }
}
