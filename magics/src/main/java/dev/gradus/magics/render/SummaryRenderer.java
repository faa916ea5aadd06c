package dev.gradus.magics.render;

import dev.gradus.engine.Summary;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.List;
import java.util.Locale;

/// A summary: a table.
public final class SummaryRenderer implements Renderer<Summary> {
  /// For ServiceLoader.
  public SummaryRenderer() {}

  @Override
  public Class<Summary> type() {
    return Summary.class;
  }

  @Override
  public MimeBundle render(Summary value) {
    var table = new HtmlTable(3).caption(value.model());
    table.header(List.of("name", "layer", "output shape", "parameters", "multiply-adds"));
    table.row(List.of("input", "", value.input().toString(), "", ""));
    for (var row : value.rows()) {
      table.row(
          List.of(
              row.name(),
              row.layer(),
              row.outputShape().toString(),
              grouped(row.parameters()),
              grouped(row.macs())));
    }
    table.strong(
        List.of("total", "", "", grouped(value.totalParameters()), grouped(value.totalMacs())));
    return MimeBundle.text(value.toString()).with("text/html", table.toString());
  }

  private static String grouped(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
