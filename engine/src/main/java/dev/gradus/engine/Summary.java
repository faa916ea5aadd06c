package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What a model is made of, layer by layer. Derived from the model's recorded operations; printing
/// it gives a table.
///
/// @param model the model's name
/// @param input shape of one sample
/// @param rows a row for each layer
/// @param form what printing it gives; by default a table of text
/// @param kernels what a verbose summary says of the kernels of layers, by path; none by default
public record Summary(
    String model, Shape input, List<Row> rows, Form form, Map<String, String> kernels) {

  private static final int TRAINABLE = 4;
  private static final int FIELD = 6;
  private static final int KERNELS = 7;

  /// What printing a summary gives.
  public enum Form {
    /// A table in columns of text.
    TEXT,
    /// A table in Markdown.
    MARKDOWN,
    /// A `tabular` for LaTeX with the rules of the package `booktabs`.
    LATEX
  }

  /// Copies the rows.
  public Summary {
    rows = List.copyOf(rows);
    kernels = Map.copyOf(kernels);
  }

  /// One that prints as a table of text.
  public Summary(String model, Shape input, List<Row> rows) {
    this(model, input, rows, Form.TEXT, Map.of());
  }

  /// The same, printed in another form.
  public Summary as(Form other) {
    return new Summary(model, input, rows, other, kernels);
  }

  /// One layer.
  ///
  /// @param name its name among the layers beside it, as `conv2d_1`
  /// @param layer its settings, as `conv2d(6, 5x5)`
  /// @param outputShape shape of its result for one sample
  /// @param parameters numbers that it learns, those of the layers inside included
  /// @param macs multiply-adds for one sample, those of the layers inside included
  /// @param trainable how many of the parameters training changes: those not frozen
  /// @param field the region of the input image that a number of its result depends on; null where
  ///   there is no such region, as behind a dense layer
  /// @param sources names of the layers or inputs that it reads
  /// @param inside a row for each layer that it is made of
  public record Row(
      String name,
      String layer,
      Shape outputShape,
      long parameters,
      long macs,
      long trainable,
      @Nullable ReceptiveField field,
      List<String> sources,
      List<Row> inside) {

    /// Copies the lists.
    public Row {
      sources = List.copyOf(sources);
      inside = List.copyOf(inside);
    }

    /// The region of the input image that a number of its result depends on, if there is one.
    public Optional<ReceptiveField> receptiveField() {
      return Optional.ofNullable(field);
    }
  }

  /// The number of learned numbers of the whole model.
  public long totalParameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /// How many of them training changes.
  public long trainableParameters() {
    return rows.stream().mapToLong(Row::trainable).sum();
  }

  /// How many of them are frozen.
  public long frozenParameters() {
    return totalParameters() - trainableParameters();
  }

  /// The region of the input image that the last layer with such a region sees.
  public Optional<ReceptiveField> receptiveField() {
    return rows.stream().flatMap(r -> r.receptiveField().stream()).reduce((_, last) -> last);
  }

  /// Multiply-adds for one sample.
  public long totalMacs() {
    return rows.stream().mapToLong(Row::macs).sum();
  }

  /// The row of a layer, by its name or path, as `residual_1/conv2d_2`.
  ///
  /// @throws GradusException if there is no such layer
  public Row row(String path) {
    Given.one("the path", path);
    var among = rows;
    Row found = null;
    for (var name : path.split("/", -1)) {
      found = among.stream().filter(r -> r.name().equals(name)).findFirst().orElse(null);
      among = found == null ? List.of() : found.inside();
    }
    if (found == null) {
      throw new GradusException(
          "there is no layer "
              + path
              + "; the layers are "
              + String.join(", ", rows.stream().map(Row::name).toList())
              + ".");
    }
    return found;
  }

  /// The cells of the table: a heading, a line for the input, one for each layer with the layers
  /// inside it indented below, and one for the totals. A column "trainable" is there if something
  /// is frozen, a column "field" for images, a column "kernels" in a verbose summary.
  public List<List<String>> lines() {
    var lines = new ArrayList<List<String>>();
    lines.add(
        List.of(
            "name",
            "layer",
            "output shape",
            "parameters",
            "trainable",
            "multiply-adds",
            "field",
            "kernels"));
    lines.add(List.of("input", "", input.toString(), "", "", "", "", ""));
    rows.forEach(row -> add(lines, row, "", ""));
    lines.add(
        List.of(
            "total",
            "",
            "",
            grouped(totalParameters()),
            grouped(trainableParameters()),
            grouped(totalMacs()),
            "",
            ""));
    boolean images = lines.stream().skip(1).anyMatch(l -> !l.get(FIELD).isEmpty());
    boolean frozen = frozenParameters() > 0;
    return lines.stream()
        .map(line ->
            IntStream.range(0, line.size())
                .filter(i -> (i != TRAINABLE || frozen) && (i != FIELD || images))
                .filter(i -> i != KERNELS || !kernels.isEmpty())
                .mapToObj(line::get)
                .toList())
        .toList();
  }

  private void add(List<List<String>> lines, Row row, String indent, String prefix) {
    var path = prefix + row.name();
    lines.add(
        List.of(
            indent + row.name(),
            row.layer(),
            row.outputShape().toString(),
            grouped(row.parameters()),
            grouped(row.trainable()),
            grouped(row.macs()),
            row.receptiveField().map(ReceptiveField::toString).orElse(""),
            kernels.getOrDefault(path, "")));
    row.inside().forEach(r -> add(lines, r, indent + "  ", path + "/"));
  }

  /// The table in Markdown.
  public String markdown() {
    return SummaryText.markdown(this);
  }

  /// The table as a `tabular` for LaTeX, with the rules of the package `booktabs`.
  public String latex() {
    return SummaryText.latex(this);
  }

  /// A table with a line for each layer, in the summary's form.
  @Override
  public String toString() {
    return switch (form) {
      case TEXT -> SummaryText.plain(this);
      case MARKDOWN -> markdown();
      case LATEX -> latex();
    };
  }

  /// How many of the parameters training changes; empty if all of them.
  String frozenNote() {
    return frozenParameters() == 0
        ? ""
        : grouped(trainableParameters()) + " trainable, " + grouped(frozenParameters()) + " frozen";
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
