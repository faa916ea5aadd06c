package dev.gradus.magics.render;

import dev.gradus.engine.train.ConfusionMatrix;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A confusion matrix: counts, then precision, recall and F1 of every class, as a table.
public final class ConfusionMatrixRenderer implements Renderer<ConfusionMatrix> {
  /// For ServiceLoader.
  public ConfusionMatrixRenderer() {}

  @Override
  public Class<ConfusionMatrix> type() {
    return ConfusionMatrix.class;
  }

  @Override
  public MimeBundle render(ConfusionMatrix value) {
    var table =
        new HtmlTable(1)
            .caption(
                String.format(
                    Locale.ROOT,
                    "accuracy %.2f %% of %,d samples (rows: right class, columns: prediction)",
                    100 * value.accuracy(),
                    value.samples()));
    var header = new ArrayList<String>();
    header.add("");
    header.addAll(value.classNames());
    header.addAll(List.of("precision", "recall", "F1"));
    table.header(header);
    for (int c = 0; c < value.classes(); c++) {
      var cells = new ArrayList<String>();
      cells.add(value.classNames().get(c));
      for (int p = 0; p < value.classes(); p++) {
        cells.add(String.format(Locale.ROOT, "%,d", value.count(c, p)));
      }
      cells.addAll(List.of(share(value.precision(c)), share(value.recall(c)), share(value.f1(c))));
      table.row(cells);
    }
    return MimeBundle.text(value.toString()).with("text/html", table.toString());
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
