package dev.gradus.magics.figure;

import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/// A table as a data set, with a role for every column: inputs, and a label (classes) or targets
/// (numbers).
///
/// ```java
/// var iris = data(Table.read().csv("iris.csv")).label("species").dataset();
/// var homes = data(table).inputs("rooms", "area").targets("price").dropMissing().dataset();
/// ```
public final class TableData {
  private final Table table;
  private final List<String> inputs;
  private final List<String> targets;
  private final @Nullable String label;

  private TableData(
      Table table, List<String> inputs, List<String> targets, @Nullable String label) {
    this.table = table;
    this.inputs = inputs;
    this.targets = targets;
    this.label = label;
  }

  /// A table whose columns have no role yet.
  public static TableData of(Table table) {
    return new TableData(table, List.of(), List.of(), null);
  }

  /// The same with the columns that a model gets; all that have no other role unless given.
  public TableData inputs(String... columns) {
    return new TableData(table, known(columns), targets, label);
  }

  /// The same with the column that holds the class: words, whole numbers, or true and false.
  public TableData label(String column) {
    return new TableData(table, inputs, List.of(), known(column).getFirst());
  }

  /// The same with the columns that hold the numbers to predict.
  public TableData targets(String... columns) {
    return new TableData(table, inputs, known(columns), null);
  }

  /// The same without the rows in which a column that has a role misses its value.
  public TableData dropMissing() {
    var used = new ArrayList<>(inputNames());
    used.addAll(targets);
    if (label != null) {
      used.add(label);
    }
    int[] kept =
        java.util.stream.IntStream.range(0, table.rowCount())
            .filter(i -> used.stream().noneMatch(name -> table.column(name).isMissing(i)))
            .toArray();
    return new TableData(table.rows(kept), inputs, targets, label);
  }

  private List<String> known(String... columns) {
    for (var name : columns) {
      if (!table.containsColumn(name)) {
        throw new MagicsException(
            "the table "
                + table.name()
                + " has no column "
                + name
                + ". It has "
                + String.join(", ", table.columnNames())
                + ".");
      }
    }
    return List.of(columns);
  }

  private List<String> inputNames() {
    return inputs.isEmpty()
        ? table.columnNames().stream()
            .filter(n -> !n.equals(label) && !targets.contains(n))
            .toList()
        : inputs;
  }

  /// The data set; samples have the shape [inputs].
  ///
  /// @throws MagicsException if there is neither label nor target, an input is text, or a value is
  ///   missing
  public Dataset dataset() {
    if (label == null && targets.isEmpty()) {
      throw new MagicsException(
          "say what is to be learned: .label(\"column\") for classes, .targets(\"column\") for"
              + " numbers. The columns are "
              + String.join(", ", table.columnNames())
              + ".");
    }
    if (table.isEmpty()) {
      throw new MagicsException("the table " + table.name() + " has no rows.");
    }
    var names = inputNames();
    if (names.isEmpty()) {
      throw new MagicsException(
          "no column is left for the inputs. Name them: .inputs(\"column\", ...).");
    }
    float[] values = numbers(names, "an input");
    var shape = Shape.of(names.size());
    if (label == null) {
      float[] wanted = numbers(targets, "a target");
      return Dataset.regression(shape, values, Shape.of(targets.size()), wanted)
          .withName(table.name());
    }
    return classes(shape, values, table.column(label));
  }

  private Dataset classes(Shape shape, float[] values, Column<?> column) {
    missing(column);
    var texts = new String[table.rowCount()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = String.valueOf(column.get(i));
    }
    var distinct = Arrays.stream(texts).distinct();
    var classes =
        column instanceof NumericColumn<?>
            ? distinct.sorted(java.util.Comparator.comparingDouble(Double::parseDouble)).toList()
            : distinct.sorted().toList();
    if (classes.size() > Math.max(20, texts.length / 2)) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "the column %s has %,d different values in %,d rows, too many for classes. Use"
                  + " .targets(\"%s\") if it is a number to predict.",
              column.name(),
              classes.size(),
              texts.length,
              column.name()));
    }
    int[] labels = Arrays.stream(texts).mapToInt(classes::indexOf).toArray();
    return Dataset.of(shape, values, labels, classes.size())
        .withClassNames(classes.toArray(String[]::new))
        .withName(table.name());
  }

  /// Row after row.
  private float[] numbers(List<String> names, String role) {
    var values = new float[table.rowCount() * names.size()];
    for (int c = 0; c < names.size(); c++) {
      var column = table.column(names.get(c));
      if (!(column instanceof NumericColumn<?> || column instanceof BooleanColumn)) {
        throw new MagicsException(
            String.format(
                Locale.ROOT,
                "the column %s is %s (\"%s\" in the first row), but %s must be a number. Name the"
                    + " inputs without it: .inputs(...), or turn it into numbers.",
                column.name(),
                column.type().name().toLowerCase(Locale.ROOT),
                column.get(0),
                role));
      }
      missing(column);
      for (int r = 0; r < table.rowCount(); r++) {
        values[r * names.size() + c] = number(column, r);
      }
    }
    return values;
  }

  private static float number(Column<?> column, int row) {
    return column instanceof BooleanColumn flags
        ? flags.get(row) ? 1 : 0
        : (float) ((NumericColumn<?>) column).getDouble(row);
  }

  private static void missing(Column<?> column) {
    int n = column.countMissing();
    if (n > 0) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "the column %s misses %,d of %,d values. Leave those rows out with .dropMissing(), or"
                  + " fill them in the table.",
              column.name(),
              n,
              column.size()));
    }
  }

  /// A data set as a table: a column for every number of a sample, then the class or the targets.
  ///
  /// @throws MagicsException if a sample has more than 10,000 numbers
  public static Table table(Dataset data) {
    int wide = data.inputShape().size();
    if (wide > 10_000) {
      throw new MagicsException(
          String.format(
              Locale.ROOT,
              "a sample of %s has %,d numbers, too many for columns of a table.",
              data.name(),
              wide));
    }
    var table = Table.create(data.name());
    var columns = new double[wide][data.size()];
    for (int i = 0; i < data.size(); i++) {
      float[] sample = data.input(i);
      for (int j = 0; j < wide; j++) {
        columns[j][i] = sample[j];
      }
    }
    for (int j = 0; j < wide; j++) {
      table.addColumns(DoubleColumn.create("x" + (j + 1), columns[j]));
    }
    if (data.isClassification() && data.targetShape().rank() == 0) {
      var names = data.classNames();
      var label = StringColumn.create("class");
      for (int c : data.labels()) {
        label.append(c < names.size() ? names.get(c) : String.valueOf(c));
      }
      return table.addColumns(label);
    }
    return table.addColumns(targets(data));
  }

  private static Column<?>[] targets(Dataset data) {
    int wide = data.targetShape().size();
    var columns = new DoubleColumn[wide];
    for (int j = 0; j < wide; j++) {
      columns[j] = DoubleColumn.create(wide == 1 ? "target" : "target " + (j + 1));
    }
    for (int i = 0; i < data.size(); i++) {
      float[] target = data.target(i);
      for (int j = 0; j < wide; j++) {
        columns[j].append(target[j]);
      }
    }
    return columns;
  }
}
