package dev.gradus.magics.render;

import dev.gradus.engine.diagnose.GradientCheck;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.display.Renderer;
import java.util.List;
import java.util.Locale;

/// A gradient check: a verdict and a row for every parameter.
public final class GradientCheckRenderer implements Renderer<GradientCheck.Result> {
  private static final double LIMIT = 1e-4;

  /// For ServiceLoader.
  public GradientCheckRenderer() {}

  @Override
  public Class<GradientCheck.Result> type() {
    return GradientCheck.Result.class;
  }

  @Override
  public MimeBundle render(GradientCheck.Result value) {
    var verdict =
        String.format(
            Locale.ROOT,
            "%s: largest error %.1e, the limit is %.0e",
            value.passed(LIMIT) ? "gradients agree" : "GRADIENTS DIFFER",
            value.error(),
            LIMIT);
    var table = new HtmlTable(1).caption(verdict);
    table.header(List.of("parameter", "numbers", "largest error", "gradient", "by differences"));
    for (var row : value.rows()) {
      table.row(
          List.of(
              row.layer() + "." + row.parameter(),
              String.valueOf(row.compared()),
              String.format(Locale.ROOT, "%.1e", row.error()),
              String.format(Locale.ROOT, "%.6e", row.analytic()),
              String.format(Locale.ROOT, "%.6e", row.numeric())));
    }
    return MimeBundle.text(verdict + "\n" + value).with("text/html", table.toString());
  }
}
