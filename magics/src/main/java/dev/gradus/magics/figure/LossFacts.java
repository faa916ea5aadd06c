package dev.gradus.magics.figure;

import dev.gradus.engine.train.History;
import java.util.Locale;

/// A training run in words.
final class LossFacts {
  private LossFacts() {}

  /// What the picture of a history says.
  static String of(History history) {
    var epochs = history.epochs();
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Training of %s: %,d step%s, %d finished epoch%s",
            history.model(),
            history.steps(),
            history.steps() == 1 ? "" : "s",
            epochs.size(),
            epochs.size() == 1 ? "" : "s"));
    switch (history.reason()) {
      case FINISHED -> text.append('.');
      case INTERRUPTED -> text.append(" (interrupted).");
      case FAILED -> text.append(" (stopped by an error).");
    }
    if (epochs.isEmpty()) {
      float[] losses = history.stepLosses();
      text.append(
          String.format(Locale.ROOT, " Loss of the last step %.4f.", losses[losses.length - 1]));
      return text.toString();
    }
    var last = epochs.getLast();
    text.append(String.format(Locale.ROOT, " Last epoch: training loss %.4f", last.loss()));
    append(text, ", accuracy %.2f %%", 100 * last.accuracy());
    append(text, "; validation loss %.4f", last.validationLoss());
    append(text, ", accuracy %.2f %%", 100 * last.validationAccuracy());
    text.append('.');
    if (history.validated()) {
      var best =
          epochs.stream()
              .filter(e -> !Double.isNaN(e.validationLoss()))
              .min(java.util.Comparator.comparingDouble(History.Epoch::validationLoss))
              .orElse(last);
      text.append(
          String.format(
              Locale.ROOT,
              " Lowest validation loss %.4f in epoch %d.",
              best.validationLoss(),
              best.number()));
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String format, double value) {
    if (!Double.isNaN(value)) {
      text.append(String.format(Locale.ROOT, format, value));
    }
  }
}
