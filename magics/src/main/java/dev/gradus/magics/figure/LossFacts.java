package dev.gradus.magics.figure;

import dev.gradus.engine.train.History;
import java.util.Arrays;
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
    more(text, history);
    return text.toString();
  }

  /// Further metrics, a rate that changed, and why a callback ended the run.
  private static void more(StringBuilder text, History history) {
    history
        .epochs()
        .getLast()
        .metrics()
        .forEach((name, value) ->
            text.append(String.format(Locale.ROOT, " Last %s %.4f.", name, value)));
    var rates = Arrays.stream(history.learningRates()).filter(Double::isFinite).summaryStatistics();
    if (rates.getCount() > 0 && rates.getMax() > rates.getMin()) {
      text.append(
          String.format(
              Locale.ROOT,
              " Learning rate from %.3g to %.3g, highest %.3g.",
              history.learningRates()[0],
              history.learningRates()[history.steps() - 1],
              rates.getMax()));
    }
    history.stopped().ifPresent(why -> text.append(" Stopped early: ").append(why).append('.'));
  }

  private static void append(StringBuilder text, String format, double value) {
    if (!Double.isNaN(value)) {
      text.append(String.format(Locale.ROOT, format, value));
    }
  }
}
