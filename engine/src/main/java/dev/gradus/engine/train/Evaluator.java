package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Program;

/// Runs models over data without changing them, batch by batch.
public final class Evaluator {
  private static final int BATCH = 250;

  private Evaluator() {}

  /// The model's results for samples that lie one after the other.
  public static float[] predict(Model model, float[] samples, int count) {
    int in = model.inputShape().size();
    int out = model.outputShape().size();
    var result = new float[count * out];
    for (int at = 0; at < count; at += BATCH) {
      int n = Math.min(BATCH, count - at);
      var program = model.programs().predict(model.inputShape().prepend(n));
      var place = program.input();
      place.storage().write(place.offset(), samples, at * in, n * in);
      program.forward();
      var output = program.output();
      output.storage().read(output.offset(), result, at * out, n * out);
    }
    return result;
  }

  /// The model's results for all samples of the data.
  public static float[] predict(Model model, Dataset data) {
    checkInput(model, data);
    int out = model.outputShape().size();
    var order = order(data.size());
    var result = new float[data.size() * out];
    for (int at = 0; at < data.size(); at += BATCH) {
      int n = Math.min(BATCH, data.size() - at);
      var program = model.programs().predict(model.inputShape().prepend(n));
      gatherInputs(data, order, at, n, program.input());
      program.forward();
      var output = program.output();
      output.storage().read(output.offset(), result, at * out, n * out);
    }
    return result;
  }

  /// Loss and accuracy with the loss that suits the data.
  public static Evaluation evaluate(Model model, Dataset data) {
    return evaluate(model, data, lossFor(data));
  }

  /// Loss and accuracy.
  public static Evaluation evaluate(Model model, Dataset data, Loss loss) {
    check(model, data, loss);
    var order = order(data.size());
    double total = 0;
    long correct = 0;
    for (int at = 0; at < data.size(); at += BATCH) {
      int n = Math.min(BATCH, data.size() - at);
      var program =
          model.programs().evaluate(model.inputShape().prepend(n), targetShape(data, n), loss);
      gather(data, order, at, n, program);
      program.forward();
      total += program.loss() * n;
      correct += loss.classifies() ? correct(model, program, n) : 0;
    }
    double accuracy = loss.classifies() ? (double) correct / data.size() : Double.NaN;
    return new Evaluation(total / data.size(), accuracy, data.size());
  }

  static int correct(Model model, Program program, int n) {
    return model
        .device()
        .backend()
        .countCorrect(n, model.outputShape().last(), program.output(), program.target());
  }

  /// The loss that suits the data: cross-entropy for classes, mean squared error for numbers.
  static Loss lossFor(Dataset data) {
    return data.isClassification() ? new CrossEntropy() : new MeanSquared();
  }

  static Shape targetShape(Dataset data, int batch) {
    return data.targetShape().prepend(batch);
  }

  static void gather(Dataset data, int[] order, int from, int count, Program program) {
    gatherInputs(data, order, from, count, program.input());
    var place = program.target();
    if (place.storage() instanceof FloatStorage(float[] array)) {
      data.gatherTargets(order, from, count, array, place.offset());
    } else {
      var copy = new float[place.length()];
      data.gatherTargets(order, from, count, copy, 0);
      place.storage().write(place.offset(), copy, 0, copy.length);
    }
  }

  private static void gatherInputs(Dataset data, int[] order, int from, int count, Slice place) {
    if (place.storage() instanceof FloatStorage(float[] array)) {
      data.gatherInputs(order, from, count, array, place.offset());
    } else {
      var copy = new float[place.length()];
      data.gatherInputs(order, from, count, copy, 0);
      place.storage().write(place.offset(), copy, 0, copy.length);
    }
  }

  private static int[] order(int n) {
    var order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    return order;
  }

  static void check(Model model, Dataset data, Loss loss) {
    checkInput(model, data);
    var output = model.outputShape();
    if (loss.classifies()) {
      if (!data.isClassification()) {
        throw new ShapeException(
            loss.name()
                + " needs class labels, but the data "
                + data.name()
                + " have numbers as targets. Use the mean squared error.");
      }
      if (output.rank() != 1 || output.dim(0) != data.classes()) {
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
    } else if (!data.isClassification() && !loss.targetShape(output).equals(data.targetShape())) {
      throw new ShapeException(
          "the model gives "
              + output
              + " for a sample, but a target of the data "
              + data.name()
              + " has the shape "
              + data.targetShape()
              + ". Let the last layer give that shape.");
    } else if (data.isClassification()) {
      throw new ShapeException(
          loss.name()
              + " needs numbers as targets, but the data "
              + data.name()
              + " have classes.");
    }
  }

  private static void checkInput(Model model, Dataset data) {
    if (!data.parts().isEmpty() && !data.parts().equals(model.inputs())) {
      throw new ShapeException(
          "the model takes the inputs "
              + model.inputs()
              + ", but the data "
              + data.name()
              + " have "
              + data.parts()
              + ". Put the data sets beside each other in the model's order, under its names (withName).");
    }
    if (!data.inputShape().equals(model.inputShape())) {
      var message =
          "the model takes samples of shape "
              + model.inputShape()
              + ", but the data "
              + data.name()
              + " have "
              + data.inputShape()
              + ".";
      boolean sameSize = data.inputShape().size() == model.inputShape().size();
      throw new ShapeException(
          message
              + (sameSize
                  ? " Use the shape of the data as the model's input shape, with flatten() first if it has dense layers only."
                  : " Use that shape as the model's input shape, or change the data (for example data.pad(2) makes 28 x 28 images 32 x 32)."));
    }
  }
}
