package dev.gradus.magics.render;

import dev.gradus.engine.train.History;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A history: a row for every epoch.
public final class HistoryRenderer implements Renderer<History> {
  /// For ServiceLoader.
  public HistoryRenderer() {}

  @Override
  public Class<History> type() {
    return History.class;
  }

  @Override
  public MimeBundle render(History value) {
    var columns = columns(value);
    var table = new HtmlTable(0).header(columns.stream().map(Column::name).toList());
    for (var epoch : value.epochs()) {
      table.row(columns.stream().map(c -> c.text(epoch)).toList());
    }
    var note =
        switch (value.reason()) {
          case FINISHED -> "";
          case INTERRUPTED -> "interrupted after " + value.steps() + " steps";
          case FAILED -> "stopped by an error after " + value.steps() + " steps";
        };
    return MimeBundle.text(value.toString().stripTrailing())
        .with("text/html", table + (note.isEmpty() ? "" : "<div>" + note + "</div>"));
  }

  private record Column(String name, String format, ToDoubleFunction<History.Epoch> value) {
    String text(History.Epoch epoch) {
      return String.format(Locale.ROOT, format, value.applyAsDouble(epoch));
    }

    boolean measured(History history) {
      return history.epochs().stream().anyMatch(e -> !Double.isNaN(value.applyAsDouble(e)));
    }
  }

  private static List<Column> columns(History history) {
    var further =
        history.epochs().stream()
            .flatMap(e -> e.metrics().keySet().stream())
            .distinct()
            .map(name -> new Column(name, "%.4f", e -> e.metrics().getOrDefault(name, Double.NaN)));
    return Stream.of(
            Stream.of(
                new Column("epoch", "%.0f", History.Epoch::number),
                new Column("loss", "%.4f", History.Epoch::loss),
                new Column("accuracy", "%.2f %%", e -> 100 * e.accuracy()),
                new Column("validation loss", "%.4f", History.Epoch::validationLoss),
                new Column("validation accuracy", "%.2f %%", e -> 100 * e.validationAccuracy())),
            further,
            Stream.of(
                new Column("learning rate", "%.3g", History.Epoch::learningRate),
                new Column("seconds", "%.1f", History.Epoch::seconds)))
        .flatMap(s -> s)
        .filter(c -> c.measured(history) || c.name().equals("epoch"))
        .toList();
  }
}
