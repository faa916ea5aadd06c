package dev.gradus.engine.train;

import dev.gradus.engine.Model;
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
    } else if (SuitableLoss.scores(output, data.targetShape())) {
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
    if (!output.equals(data.targetShape().append(data.classes()))) {
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

  /// Labels 0 and 1 as targets of a single score.
  private static void twoClasses(Shape output, Dataset data, Loss loss) {
    if (data.classes() != 2) {
      throw new ShapeException(
          loss.name()
              + " tells two classes apart, but the data "
              + data.name()
              + " have "
              + data.classes()
              + ". Use the cross-entropy.");
    }
    if (!output.equals(data.targetShape().append(1))) {
      throw new ShapeException(
          "the model gives "
              + output
              + " for a sample, but "
              + loss.name()
              + " needs one score for the two classes of the data "
              + data.name()
              + ". End the model with dense(1), or use the cross-entropy.");
    }
  }

  /// For a loss over numbers: targets shaped like the output.
  static void numbers(Model model, Dataset data, Loss loss) {
    var output = model.outputShape();
    if (data.isClassification() && loss.binary()) {
      twoClasses(output, data, loss);
      return;
    }
    if (data.isClassification()) {
      throw new ShapeException(
          loss.name()
              + " needs numbers as targets, but the data "
              + data.name()
              + " have classes. Use the cross-entropy.");
    }
    if (!loss.targetShape(output).equals(data.targetShape())) {
      if (model.outputs().size() > 1) {
        throw severalOutputs(model, data, loss);
      }
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

  private static ShapeException severalOutputs(Model model, Dataset data, Loss loss) {
    return new ShapeException(
        "the model has the outputs "
            + model.outputs()
            + ", and "
            + loss.name()
            + " needs targets of "
            + loss.targetShape(model.outputShape())
            + ", but those of the data "
            + data.name()
            + " have the shape "
            + data.targetShape()
            + ". Say the loss of each output: LossSum.of(model).with(name, loss), and put the"
            + " targets beside each other with targetsBeside.");
  }
}
