package dev.gradus.magics.figure;

import dev.gradus.engine.Model;
import dev.gradus.engine.Summary;
import dev.gradus.magics.MagicsException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// A model as a diagram. Boxes stand from top to bottom, with name, settings, the shape that they
/// give and their parameters; branches stand beside each other, ways around boxes end in a sum.
/// Blocks (residual, branches, sequential) are opened as long as the diagram stays readable.
public final class ModelDiagram {
  private static final int MOST_BOXES = 44;
  private static final int LONG = 22;

  private ModelDiagram() {}

  /// The figure of a model: neurons if all its layers are dense, boxes otherwise.
  public static Figure of(Model model) {
    var summary = model.summary();
    if (!NeuronDiagram.fits(summary)) {
      return boxes(model);
    }
    var neurons = NeuronDiagram.drawing(summary, heading(summary));
    var text = facts(summary, inputs(model), "");
    return boxed(
        new Figure(summary.model(), text, neurons, () -> table(summary)),
        heading(summary),
        DiagramGraph.of(model, true));
  }

  /// A figure with its boxes as text.
  private static Figure boxed(Figure figure, String heading, DiagramGraph graph) {
    return figure
        .with(Form.MERMAID, () -> Mermaid.of(heading, graph))
        .with(Form.LATEX, () -> Tikz.of(heading, graph));
  }

  /// The figure of a model as boxes, whatever its layers.
  public static Figure boxes(Model model) {
    var summary = model.summary();
    var open = DiagramGraph.of(model, true);
    boolean fits = open.boxes().size() <= MOST_BOXES || !DiagramGraph.hasBlocks(model);
    var whole = fits ? open : DiagramGraph.of(model, false);
    var graph = whole.boxes().size() > LONG ? whole.folded() : whole;
    var note =
        fits
            ? ""
            : " Blocks are one box each, "
                + open.boxes().size()
                + " boxes otherwise; draw one with %draw model --block "
                + firstBlock(summary)
                + ".";
    if (graph.boxes().size() < whole.boxes().size()) {
      note += " Equal layers in a row are drawn once.";
    }
    var drawing = DiagramDrawing.of(heading(summary), graph);
    var text = facts(summary, inputs(model), note);
    var figure = new Figure(summary.model(), text, drawing, () -> table(summary));
    return boxed(figure, heading(summary), graph);
  }

  private static String firstBlock(Summary summary) {
    return summary.rows().stream()
        .filter(r -> !r.inside().isEmpty())
        .map(Summary.Row::name)
        .findFirst()
        .orElse("name");
  }

  /// The figure of what is inside a block of a model.
  ///
  /// @param path as `residual_1`
  /// @throws MagicsException if the layer is not made of layers; the message names those that are
  public static Figure block(Model model, String path) {
    if (!path.contains("/")) {
      LayerChoice.find(model, path);
    }
    var row = model.summary().row(path);
    if (row.inside().isEmpty()) {
      throw new MagicsException(
          path
              + " ("
              + row.layer()
              + ") is one layer. "
              + LayerChoice.those(model, l -> !l.children().isEmpty(), "Blocks"));
    }
    var title =
        String.format(
            Locale.ROOT, "%s in %s: %,d parameters", path, model.name(), row.parameters());
    var inside = new Summary(title, model.layer(path).input(), row.inside());
    var text = new StringBuilder(title).append(". Input ").append(inside.input());
    row.inside().forEach(r -> describe(text, r));
    text.append(" -> ").append(row.outputShape()).append('.');
    var graph = DiagramGraph.inside(model, path);
    var drawing = DiagramDrawing.of(title, graph);
    var figure = new Figure(path, text.toString(), drawing, () -> table(inside));
    return boxed(figure, title, graph);
  }

  static String heading(Summary summary) {
    return String.format(
        Locale.ROOT, "%s: %,d parameters", summary.model(), summary.totalParameters());
  }

  private static String inputs(Model model) {
    return model.inputs().size() == 1
        ? "Input " + model.inputShape()
        : "Inputs "
            + model.inputs().stream()
                .map(p -> p.name() + " " + p.shape())
                .collect(Collectors.joining(", "))
            + "; "
            + model.inputs().getFirst().name();
  }

  private static void describe(StringBuilder text, Summary.Row row) {
    text.append(" -> ").append(row.name()).append(' ').append(row.outputShape());
    if (row.parameters() > 0) {
      text.append(String.format(Locale.ROOT, " (%,d parameters)", row.parameters()));
    }
  }

  /// As a chain, or layer by layer with what each of them reads.
  private static String facts(Summary summary, String inputs, String note) {
    var text = new StringBuilder();
    text.append(heading(summary)).append(". ").append(inputs);
    var rows = summary.rows();
    String before = rows.isEmpty() ? "" : String.join("", rows.getFirst().sources());
    for (var row : rows) {
      if (row.sources().isEmpty() || List.of(before).equals(row.sources())) {
        describe(text, row);
      } else {
        var own = new StringBuilder();
        describe(own, row);
        text.append("; ").append(String.join(" and ", row.sources())).append(own);
      }
      before = row.name();
    }
    return text.append('.').append(note).toString();
  }

  static Table table(Summary summary) {
    List<Summary.Row> rows = summary.rows();
    return Table.create(
        StringColumn.create("name", rows.stream().map(Summary.Row::name)),
        StringColumn.create("layer", rows.stream().map(Summary.Row::layer)),
        StringColumn.create(
            "reads", rows.stream().map(r -> r.sources().stream().collect(Collectors.joining(" ")))),
        StringColumn.create("output", rows.stream().map(r -> r.outputShape().toString())),
        LongColumn.create("parameters", rows.stream().mapToLong(Summary.Row::parameters).toArray()),
        LongColumn.create("multiply-adds", rows.stream().mapToLong(Summary.Row::macs).toArray()));
  }
}
