package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Summary;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.Search;
import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.engine.train.History;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// Results of the engine as tables.
public final class Results {
  private Results() {}

  /// A row for each layer; those inside others follow them, with a path as name.
  public static Table table(Summary summary) {
    var name = StringColumn.create("layer");
    var what = StringColumn.create("settings");
    var shape = StringColumn.create("output");
    var parameters = LongColumn.create("parameters");
    var trainable = LongColumn.create("trainable");
    var macs = LongColumn.create("multiply-adds");
    var inside = BooleanColumn.create("inside another");
    for (var row : rows(summary.rows(), "")) {
      name.append(row.path());
      what.append(row.row().layer());
      shape.append(row.row().outputShape().toString());
      parameters.append(row.row().parameters());
      trainable.append(row.row().trainable());
      macs.append(row.row().macs());
      inside.append(row.path().contains("/"));
    }
    return Table.create(summary.model(), name, what, shape, parameters, trainable, macs, inside);
  }

  private record Placed(String path, Summary.Row row) {}

  private static List<Placed> rows(List<Summary.Row> rows, String above) {
    var all = new ArrayList<Placed>();
    for (var row : rows) {
      var path = above + row.name();
      all.add(new Placed(path, row));
      all.addAll(rows(row.inside(), path + "/"));
    }
    return all;
  }

  /// A row for each finished epoch. What was not measured is missing.
  ///
  /// @throws MagicsException if no epoch was finished
  public static Table table(History history) {
    var epochs = history.epochs();
    if (epochs.isEmpty()) {
      throw new MagicsException(
          "the history of "
              + history.model()
              + " has no finished epoch. Train longer, for example %train "
              + history.model()
              + " data --epochs 3.");
    }
    var columns = new ArrayList<Column<?>>();
    columns.add(
        IntColumn.create("epoch", epochs.stream().mapToInt(History.Epoch::number).toArray()));
    add(columns, "loss", epochs, History.Epoch::loss);
    add(columns, "accuracy", epochs, History.Epoch::accuracy);
    add(columns, "validation loss", epochs, History.Epoch::validationLoss);
    add(columns, "validation accuracy", epochs, History.Epoch::validationAccuracy);
    var names = new LinkedHashSet<String>();
    epochs.forEach(e -> names.addAll(e.metrics().keySet()));
    names.forEach(n -> add(columns, n, epochs, e -> e.metrics().getOrDefault(n, Double.NaN)));
    add(columns, "learning rate", epochs, History.Epoch::learningRate);
    add(columns, "gradient norm", epochs, History.Epoch::gradientNorm);
    add(columns, "samples/s", epochs, History.Epoch::samplesPerSecond);
    add(columns, "seconds", epochs, History.Epoch::seconds);
    return Table.create("history of " + history.model(), columns);
  }

  /// A column, unless nothing of it was measured.
  private static void add(
      List<Column<?>> columns,
      String name,
      List<History.Epoch> epochs,
      ToDoubleFunction<History.Epoch> value) {
    double[] values = epochs.stream().mapToDouble(value).toArray();
    if (!Arrays.stream(values).allMatch(Double::isNaN)) {
      columns.add(DoubleColumn.create(name, values));
    }
  }

  /// A row for each trial, the best first.
  ///
  /// @throws MagicsException if nothing was tried
  public static Table table(Search search) {
    var outcomes = search.outcomes();
    if (outcomes.isEmpty()) {
      throw new MagicsException("nothing was tried yet. Call search.run(...) first.");
    }
    var table =
        Table.create(
            "search results",
            IntColumn.create(
                "trial", outcomes.stream().mapToInt(o -> o.trial().number()).toArray()));
    for (var name : outcomes.getFirst().trial().values().keySet()) {
      table.addColumns(
          column(name, outcomes.stream().map(o -> o.trial().values().get(name)).toList()));
    }
    table.addColumns(
        DoubleColumn.create(
            "score", outcomes.stream().mapToDouble(Search.Outcome::score).toArray()),
        DoubleColumn.create(
            "seconds", outcomes.stream().mapToDouble(Search.Outcome::seconds).toArray()));
    if (outcomes.stream().anyMatch(o -> !o.failure().isEmpty())) {
      table.addColumns(
          StringColumn.create("failure", outcomes.stream().map(Search.Outcome::failure).toList()));
    }
    return table;
  }

  private static Column<?> column(String name, List<?> values) {
    if (values.stream().allMatch(v -> v instanceof Integer)) {
      return IntColumn.create(name, values.stream().mapToInt(v -> (Integer) v).toArray());
    }
    return values.stream().allMatch(v -> v instanceof Number)
        ? DoubleColumn.create(
            name, values.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray())
        : StringColumn.create(name, values.stream().map(String::valueOf).toList());
  }

  /// A row for each right class, a column for each prediction, then precision, recall and F1.
  public static Table table(ConfusionMatrix matrix) {
    int n = matrix.classes();
    var table = Table.create("confusion", StringColumn.create("class", matrix.classNames()));
    for (int p = 0; p < n; p++) {
      var counts = IntColumn.create("as " + matrix.classNames().get(p));
      for (int c = 0; c < n; c++) {
        counts.append(matrix.count(c, p));
      }
      table.addColumns(counts);
    }
    var precision = DoubleColumn.create("precision");
    var recall = DoubleColumn.create("recall");
    var f1 = DoubleColumn.create("F1");
    for (int c = 0; c < n; c++) {
      precision.append(matrix.precision(c));
      recall.append(matrix.recall(c));
      f1.append(matrix.f1(c));
    }
    return table.addColumns(precision, recall, f1);
  }

  /// What a model says about every sample: for classes the right one, the predicted one, its
  /// probability and whether it is right; otherwise targets and predictions number by number.
  public static Table predictions(Model model, Dataset data) {
    return data.isClassification() && data.targetShape().rank() == 0
        ? classes(model, data)
        : numbers(model, data);
  }

  private static Table classes(Model model, Dataset data) {
    var scores = model.predict(data);
    int n = scores.shape().dim(scores.shape().rank() - 1);
    float[] all = scores.toArray();
    var sample = IntColumn.create("sample");
    var label = StringColumn.create("class");
    var predicted = StringColumn.create("prediction");
    var probability = DoubleColumn.create("probability");
    var right = BooleanColumn.create("right");
    for (int i = 0; i < data.size(); i++) {
      double[] p = probabilities(all, i * n, n);
      int best = 0;
      for (int c = 1; c < p.length; c++) {
        best = p[c] > p[best] ? c : best;
      }
      sample.append(i);
      label.append(name(data, data.label(i)));
      predicted.append(name(data, best));
      probability.append(p[best]);
      right.append(best == data.label(i));
    }
    return Table.create(
        "predictions of " + model.name(), sample, label, predicted, probability, right);
  }

  private static String name(Dataset data, int c) {
    var names = data.classNames();
    return c < names.size() ? names.get(c) : String.valueOf(c);
  }

  /// The scores themselves if they are probabilities; their softmax otherwise, and for a single
  /// score that of the classes 0 and 1.
  private static double[] probabilities(float[] scores, int from, int n) {
    if (n == 1) {
      double s = scores[from];
      double p = s >= 0 && s <= 1 ? s : 1 / (1 + Math.exp(-s));
      return new double[] {1 - p, p};
    }
    var p = new double[n];
    double sum = 0;
    double most = Double.NEGATIVE_INFINITY;
    boolean shares = true;
    for (int i = 0; i < n; i++) {
      p[i] = scores[from + i];
      sum += p[i];
      most = Math.max(most, p[i]);
      shares &= p[i] >= 0;
    }
    if (shares && Math.abs(sum - 1) < 1e-3) {
      return p;
    }
    double total = 0;
    for (int i = 0; i < n; i++) {
      p[i] = Math.exp(p[i] - most);
      total += p[i];
    }
    for (int i = 0; i < n; i++) {
      p[i] /= total;
    }
    return p;
  }

  private static Table numbers(Model model, Dataset data) {
    float[] given = model.predict(data).toArray();
    int wide = given.length / data.size();
    var table = Table.create("predictions of " + model.name());
    var sample = IntColumn.create("sample");
    for (int i = 0; i < data.size(); i++) {
      sample.append(i);
    }
    table.addColumns(sample);
    Shape targets = data.targetShape();
    boolean paired = !data.isClassification() && targets.size() == wide;
    for (int j = 0; j < wide; j++) {
      var end = wide == 1 ? "" : " " + (j + 1);
      var target = DoubleColumn.create("target" + end);
      var prediction = DoubleColumn.create("prediction" + end);
      for (int i = 0; i < data.size(); i++) {
        prediction.append(given[i * wide + j]);
        if (paired) {
          target.append(data.target(i)[j]);
        }
      }
      if (paired) {
        table.addColumns(target);
      }
      table.addColumns(prediction);
    }
    return table;
  }
}
