package dev.gradus.engine.train;

import java.util.Locale;

/// A history in lines.
final class HistoryText {
  private HistoryText() {}

  static String of(History history) {
    var text = new StringBuilder();
    for (var epoch : history.epochs()) {
      line(text, epoch);
    }
    switch (history.reason()) {
      case FINISHED ->
          history.stopped().ifPresent(why -> text.append("stopped: ").append(why).append(".\n"));
      case INTERRUPTED ->
          text.append("interrupted after ").append(history.steps()).append(" steps\n");
      case FAILED -> text.append("failed after ").append(history.steps()).append(" steps\n");
    }
    return text.toString();
  }

  private static void line(StringBuilder text, History.Epoch e) {
    text.append(String.format(Locale.ROOT, "epoch %d: loss %.4f", e.number(), e.loss()));
    add(text, ", accuracy %.2f %%", 100 * e.accuracy());
    add(text, ", validation loss %.4f", e.validationLoss());
    add(text, ", validation accuracy %.2f %%", 100 * e.validationAccuracy());
    e.metrics()
        .forEach((name, value) -> add(text, ", " + name.replace("%", "%%") + " %.4f", value));
    text.append(String.format(Locale.ROOT, " (%.1f s)%n", e.seconds()));
  }

  private static void add(StringBuilder text, String format, double value) {
    if (!Double.isNaN(value)) {
      text.append(String.format(Locale.ROOT, format, value));
    }
  }
}
