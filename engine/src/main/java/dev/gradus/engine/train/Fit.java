package dev.gradus.engine.train;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.data.Dataset;

/// Whether what a model gives fits what the data ask for, with errors that say what to change.
final class Fit {
  /// So many samples are looked at; a wrong index in a later one makes the loss NaN.
  private static final int LOOKED_AT = 200;

  private Fit() {}

  /// For a loss over class indices: targets of shape S and an output S + [classes].
  static void classes(Shape output, Dataset data, Loss loss) {
    if (data.isClassification()) {
      labels(output, data);
    } else if (Evaluator.scores(output, data.targetShape())) {
      indices(output.last(), data, loss);
    } else {
      throw new ShapeException(
          loss.name()
              + " needs class labels or class indices and scores for each, but the data "
              + data.name()
              + " have targets "
              + data.targetShape()
              + " and the model gives "
              + output
              + ". For numbers use the mean squared error; for class indices let the model give "
              + data.targetShape().toString().replace("]", ", classes].").replace("[, ", "["));
    }
  }

  private static void labels(Shape output, Dataset data) {
    if (!output.equals(withClasses(data.targetShape(), data.classes()))) {
      throw new ShapeException(
          "the model gives "
              + output
              + " for a sample, but the data "
              + data.name()
              + " have "
              + data.classes()
              + " classes. End the model with dense("
              + data.classes()
              + ").");
    }
  }

  /// The shape of a label with a number for each class behind.
  private static Shape withClasses(Shape label, int classes) {
    var dims = java.util.Arrays.copyOf(label.dims(), label.rank() + 1);
    dims[label.rank()] = classes;
    return Shape.of(dims);
  }

  /// Negative indices may be padding, which losses leave out.
  private static void indices(int classes, Dataset data, Loss loss) {
    for (int i = 0; i < Math.min(LOOKED_AT, data.size()); i++) {
      for (float index : data.target(i)) {
        if (!(index < classes) || Float.compare(index, (int) index) != 0) {
          throw new ShapeException(
              loss.name()
                  + " needs class indices from 0 to "
                  + (classes - 1)
                  + ", since the model gives "
                  + classes
                  + " scores, but sample "
                  + i
                  + " of the data "
                  + data.name()
                  + " has the target "
                  + index
                  + ".");
        }
      }
    }
  }

  /// For a loss over numbers: targets shaped like the output.
  static void numbers(Shape output, Dataset data, Loss loss) {
    if (data.isClassification()) {
      throw new ShapeException(
          loss.name()
              + " needs numbers as targets, but the data "
              + data.name()
              + " have classes. Use the cross-entropy.");
    }
    if (!loss.targetShape(output).equals(data.targetShape())) {
      throw new ShapeException(
          "the model gives "
              + output
              + " for a sample, but a target of the data "
              + data.name()
              + " has the shape "
              + data.targetShape()
              + ". Let the last layer give that shape.");
    }
  }
}
