package dev.gradus.engine.train;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Program;
import java.util.List;

/// Runs models over data without changing them, batch by batch.
///
/// Errors: ShapeException for data of another shape than the model takes, or targets that do not
/// fit the loss.
public final class Evaluator {
  private static final int BATCH = 256;

  private Evaluator() {}

  /// The model's results for samples that lie one after the other. Samples are [count, ...input
  /// shape], results [count, ...output shape], both row-major.
  ///
  /// @throws DataException if the count is negative or the samples have fewer numbers
  public static float[] predict(Model model, float[] samples, int count) {
    Given.one("the model", model);
    Given.one("the samples", samples);
    int in = model.inputShape().size();
    int out = model.outputShape().size();
    if (count < 0 || (long) count * in > samples.length) {
      throw new DataException(
          count
              + " samples of "
              + model.inputShape()
              + " are "
              + (long) count * in
              + " numbers, got "
              + samples.length
              + ". Give all numbers of all samples.");
    }
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

  /// The model's results for all samples of the data. They are [samples, ...output shape],
  /// row-major.
  public static float[] predict(Model model, Dataset data) {
    Given.one("the model", model);
    Given.one("the data", data);
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

  /// Loss, accuracy and further metrics with the loss that suits model and data.
  public static Evaluation evaluate(Model model, Dataset data, Metric... metrics) {
    Given.one("the model", model);
    Given.one("the data", data);
    return evaluate(model, data, lossFor(model, data), Given.all("metric", metrics));
  }

  /// Loss and accuracy.
  public static Evaluation evaluate(Model model, Dataset data, Loss loss) {
    return evaluate(model, data, loss, List.of());
  }

  /// Loss, accuracy (if the loss classifies) and further metrics.
  public static Evaluation evaluate(Model model, Dataset data, Loss loss, List<Metric> metrics) {
    Given.one("the model", model);
    Given.one("the data", data);
    Given.one("the loss", loss);
    Given.one("the metrics", metrics);
    check(model, data, loss);
    var order = order(data.size());
    var tally = new MetricTally(metrics);
    double total = 0;
    long correct = 0;
    long counted = 0;
    for (int at = 0; at < data.size(); at += BATCH) {
      int n = Math.min(BATCH, data.size() - at);
      var target = targetShape(data, n);
      var program = model.programs().evaluate(model.inputShape().prepend(n), target, loss);
      gather(data, order, at, n, program);
      program.forward();
      int targets = counted(program, loss, target, n);
      total += program.loss() * targets;
      counted += targets;
      correct += counts(loss, data) ? correct(model, program, loss, target.size()) : 0;
      tally.add(program, model.outputShape().prepend(n), target);
    }
    double accuracy = counts(loss, data) ? (double) correct / counted : Double.NaN;
    return new Evaluation(total / counted, accuracy, data.size(), tally.values(""));
  }

  /// How many of the targets have the largest score.
  ///
  /// @param targets of the batch, one class index for every row of scores
  static int correct(Model model, Program program, Loss loss, int targets) {
    if (loss.binary()) {
      return correct(program.output(), program.target());
    }
    return model
        .device()
        .backend()
        .countCorrect(targets, model.outputShape().last(), program.output(), program.target());
  }

  /// How many scores are above 0 where the label is 1, and only there.
  private static int correct(Slice scores, Slice labels) {
    int right = 0;
    for (int i = 0; i < labels.length(); i++) {
      double score = scores.get(i);
      right += !Double.isNaN(score) && (score > 0) == (labels.get(i) > 0.5) ? 1 : 0;
    }
    return right;
  }

  /// Whether an accuracy can be counted: with classes, also if one score tells two of them apart.
  static boolean counts(Loss loss, Dataset data) {
    return loss.classifies() || (loss.binary() && data.isClassification());
  }

  /// How many targets of a batch count: each sample once, or, with an index for every position, all
  /// that are not padding (negative).
  static int counted(Program program, Loss loss, Shape target, int n) {
    if (!loss.classifies() || target.rank() == 1) {
      return n;
    }
    var place = program.target();
    int counted = 0;
    for (int i = 0; i < place.length(); i++) {
      counted += place.get(i) >= 0 ? 1 : 0;
    }
    return counted;
  }

  /// The loss that suits: the binary cross-entropy for two classes and an output `[1]`, otherwise
  /// the cross-entropy for classes and for numbers that are class indices (the model's output has
  /// one more dimension than the targets), mean squared error for others.
  ///
  /// For a model with several outputs and as many targets, made with [Dataset#targetsBeside], it is
  /// the [LossSum] of what suits each pair, all with weight 1. Other weights must be said: see
  /// [Model#evaluate(Dataset, Loss, Metric...)].
  public static Loss lossFor(Model model, Dataset data) {
    Given.one("the model", model);
    Given.one("the data", data);
    return SuitableLoss.of(model, data);
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
    if (loss.classifies()) {
      Fit.classes(model.outputShape(), data, loss);
    } else {
      Fit.numbers(model, data, loss);
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
