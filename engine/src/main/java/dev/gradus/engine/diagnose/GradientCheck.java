package dev.gradus.engine.diagnose;

import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.internal.Program;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Evaluator;
import dev.gradus.engine.train.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Compares the gradients of a model with differences (loss(w + h) - loss(w - h)) / 2h, number by
/// number, in double precision on the reference device. Dropout draws the same mask every time. The
/// model is afterwards as before.
///
/// The error of a number is |a - n| / max(|a| + |n|, 1e-6). A kink, as ReLU's, within h of a number
/// makes a large error where nothing is wrong; it is rare with the small h.
///
/// Defaults: h = 1e-5, the first 4 samples of the data, 20 numbers of every parameter.
///
/// Errors: GradusException for a distance or number of samples that is not above 0.
///
/// Source: notes to Stanford's CS231n, "Gradient checks".
public final class GradientCheck {
  private final Model model;
  private final Dataset data;
  private @Nullable Loss loss;
  private int samples = 4;
  private int perParameter = 20;
  private double h = 1e-5;

  private GradientCheck(Model model, Dataset data) {
    this.model = model;
    this.data = data;
  }

  /// With the first 4 samples of the data, 20 numbers of every parameter, h = 1e-5.
  public static GradientCheck of(Model model, Dataset data) {
    return new GradientCheck(model, data);
  }

  /// The loss, if not the one that suits the data.
  public GradientCheck loss(Loss chosen) {
    loss = chosen;
    return this;
  }

  /// How many samples the loss is over.
  public GradientCheck samples(int count) {
    samples = positive("samples", count);
    return this;
  }

  /// How many numbers of every parameter are compared, drawn at random.
  public GradientCheck numbers(int count) {
    perParameter = positive("numbers", count);
    return this;
  }

  /// The distance at which differences are taken.
  public GradientCheck distance(double step) {
    if (!(step > 0)) {
      throw new GradusException("the distance must be above 0, got " + step + ".");
    }
    h = step;
    return this;
  }

  private static int positive(String what, int n) {
    if (n < 1) {
      throw new GradusException(what + " must be at least 1, got " + n + ".");
    }
    return n;
  }

  /// How well the gradient of one parameter agrees.
  ///
  /// @param layer its name
  /// @param parameter its name within the layer
  /// @param compared how many numbers
  /// @param error the largest one
  /// @param index of the number with the largest error
  /// @param analytic gradient of that number as the model computes it
  /// @param numeric the same as a difference
  public record Row(
      String layer,
      String parameter,
      int compared,
      double error,
      int index,
      double analytic,
      double numeric) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%-24s %6d numbers, largest error %.1e at [%d]: %.6e, by differences %.6e",
          layer + "." + parameter,
          compared,
          error,
          index,
          analytic,
          numeric);
    }
  }

  /// The rows of all trained parameters.
  ///
  /// @param rows one for each trained parameter
  public record Result(List<Row> rows) {
    /// The largest error of all.
    public double error() {
      return rows.stream().mapToDouble(Row::error).max().orElse(0);
    }

    /// Whether all errors are below a limit; 1e-4 is usual.
    public boolean passed(double limit) {
      return error() < limit;
    }

    @Override
    public String toString() {
      return String.join("\n", rows.stream().map(Row::toString).toList());
    }
  }

  /// Compares.
  public Result run() {
    var device = model.device();
    var kept = new Kept(model);
    try {
      model.on(Device.reference());
      return compare();
    } finally {
      model.on(device);
      kept.putBack();
    }
  }

  private Result compare() {
    var program = program();
    var start = copy(model.parameters().values());
    program.forward();
    program.backward();
    var gradients = copy(model.parameters().gradients());
    var rows = new ArrayList<Row>();
    for (var layer : model.layers()) {
      rows.addAll(rows(layer, program, start, gradients));
    }
    return new Result(List.copyOf(rows));
  }

  private Program program() {
    int n = Math.min(samples, data.size());
    var chosen = loss == null ? Evaluator.lossFor(model, data) : loss;
    var program =
        model
            .programs()
            .train(model.inputShape().prepend(n), data.targetShape().prepend(n), chosen);
    Batches.fill(data, n, program);
    model.programs().step(1);
    return program;
  }

  private Slice copy(Slice slice) {
    var backend = model.device().backend();
    var copy = Slice.of(backend.allocate(slice.length()));
    backend.copy(slice, copy);
    return copy;
  }

  private List<Row> rows(BuiltLayer layer, Program program, Slice start, Slice gradients) {
    var rows = new ArrayList<Row>();
    for (var weight : layer.layer().parameters()) {
      if (weight.trainable() && weight.size() > 0) {
        int from = weight.slice().offset();
        var name = layer.name();
        rows.add(row(name, weight.name(), from, weight.size(), program, start, gradients));
      }
    }
    return rows;
  }

  private Row row(
      String layer,
      String parameter,
      int from,
      int size,
      Program program,
      Slice start,
      Slice gradients) {
    var order = new Philox(model.seed(), from).permutation(size);
    int compared = Math.min(perParameter, size);
    Row worst = null;
    for (int i = 0; i < compared; i++) {
      int at = from + order[i];
      double analytic = gradients.get(at);
      double numeric = difference(program, start, at);
      double scale = Math.max(Math.abs(analytic) + Math.abs(numeric), 1e-6);
      double error = Math.abs(analytic - numeric) / scale;
      if (worst == null || !(error <= worst.error())) {
        worst = new Row(layer, parameter, compared, error, order[i], analytic, numeric);
      }
    }
    if (worst == null) {
      throw new IllegalStateException("a parameter without numbers");
    }
    return worst;
  }

  private double difference(Program program, Slice start, int at) {
    return (lossAt(program, start, at, h) - lossAt(program, start, at, -h)) / (2 * h);
  }

  /// Puts back everything first, since layers may change their buffers.
  private double lossAt(Program program, Slice start, int at, double by) {
    var values = model.parameters().values();
    model.device().backend().copy(start, values);
    values.set(at, start.get(at) + by);
    program.forward();
    double value = program.loss();
    model.device().backend().copy(start, values);
    return value;
  }
}
