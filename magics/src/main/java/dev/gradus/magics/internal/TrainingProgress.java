package dev.gradus.magics.internal;

import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.figure.Markup;
import java.util.ArrayList;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How far a training run has come, at one moment.
///
/// @param started what was asked for
/// @param language whether a language model is trained
/// @param startNanos when it began
/// @param nowNanos the moment
/// @param finishedSteps of all epochs
/// @param seen samples of all epochs
/// @param step the last step, or null
/// @param epoch the last finished epoch, or null
/// @param reason why it ended, or null while it goes on
record TrainingProgress(
    TrainingEvent.Started started,
    boolean language,
    long startNanos,
    long nowNanos,
    long finishedSteps,
    long seen,
    TrainingEvent.@Nullable StepDone step,
    History.@Nullable Epoch epoch,
    TrainingEvent.@Nullable Reason reason) {
  private static final int BAR = 24;

  /// A run that begins, or goes on after the steps that were finished before.
  static TrainingProgress start(TrainingEvent.Started started, boolean language, long now) {
    long before = started.finishedSteps();
    return new TrainingProgress(
        started, language, now, now, before, seenBefore(started), null, null, null);
  }

  /// Samples of the steps before a resumption, to within a batch.
  private static long seenBefore(TrainingEvent.Started started) {
    return started.finishedSteps() * started.samples() / Math.max(1, started.stepsPerEpoch());
  }

  TrainingProgress after(TrainingEvent.StepDone done, long now) {
    long before = (long) (done.epoch() - 1) * started.samples();
    return new TrainingProgress(
        started,
        language,
        startNanos,
        now,
        finishedSteps + 1,
        before + done.samplesSeen(),
        done,
        epoch,
        null);
  }

  TrainingProgress after(History.Epoch done, long now) {
    return new TrainingProgress(
        started, language, startNanos, now, finishedSteps, seen, step, done, null);
  }

  TrainingProgress ended(TrainingEvent.Reason why, long now) {
    return new TrainingProgress(
        started, language, startNanos, now, finishedSteps, seen, step, epoch, why);
  }

  History history() {
    return started.history();
  }

  int epochs() {
    return started.epochs();
  }

  boolean classifies() {
    return step != null && !Double.isNaN(step.epochAccuracy());
  }

  private long totalSteps() {
    return (long) started.epochs() * started.stepsPerEpoch();
  }

  private double share() {
    if (reason == TrainingEvent.Reason.FINISHED) {
      return 1;
    }
    return Math.min(1, (double) finishedSteps / Math.max(1, totalSteps()));
  }

  private double seconds() {
    return Math.max(1e-9, (nowNanos - startNanos) * 1e-9);
  }

  MimeBundle bundle() {
    return MimeBundle.text(line()).with("text/html", html());
  }

  private String line() {
    int filled = (int) Math.round(BAR * share());
    return "["
        + "=".repeat(filled)
        + " ".repeat(BAR - filled)
        + "] "
        + where()
        + "; "
        + numbers()
        + between()
        + facts();
  }

  private String between() {
    return facts().isEmpty() ? "" : "; ";
  }

  private String html() {
    var color = reason == null || reason == TrainingEvent.Reason.FINISHED ? "#0072B2" : "#D55E00";
    return String.format(
        Locale.ROOT,
        "<div style=\"max-width: 860px; "
            + LiveText.STYLE
            + "\"><div style=\"background-color: #c8c8c8; height: 8px;"
            + " width: 100%%\"><div style=\"background-color: %s; height: 8px; width: %.1f%%\">"
            + "</div></div><div>%s</div><div>%s</div><div>%s</div></div>",
        color,
        100 * share(),
        Markup.escape(where()),
        Markup.escape(numbers()),
        Markup.escape(facts()));
  }

  /// Epoch and step, time and speed.
  private String where() {
    var text = new StringBuilder(started.history().model()).append(": ");
    if (started.finishedSteps() > 0) {
      text.append("resumed after step ").append(started.finishedSteps()).append(", ");
    }
    if (reason == TrainingEvent.Reason.INTERRUPTED) {
      text.append("interrupted, ");
    } else if (reason == TrainingEvent.Reason.FAILED) {
      text.append("stopped by an error, ");
    } else if (reason == TrainingEvent.Reason.FINISHED) {
      text.append("finished, ");
    }
    int epochNow = step == null ? 1 : step.epoch();
    text.append("epoch ").append(epochNow).append(" of ").append(started.epochs());
    text.append(", step ").append(step == null ? 0 : step.step());
    text.append(" of ").append(started.stepsPerEpoch());
    text.append(", ").append(time(seconds()));
    long done = finishedSteps - started.finishedSteps();
    if (done > 0) {
      if (reason == null) {
        double left = seconds() / done * (totalSteps() - finishedSteps);
        text.append(", about ").append(time(left)).append(" left");
      }
      double samples = Math.max(0, seen - seenBefore(started));
      text.append(String.format(Locale.ROOT, ", %,.0f samples/s", samples / seconds()));
    }
    return text.toString();
  }

  /// Loss and accuracy.
  private String numbers() {
    var text = new StringBuilder();
    if (step == null) {
      return "waiting for the first step";
    }
    text.append(String.format(Locale.ROOT, "loss %.4f", step.epochLoss()));
    perplexity(text, step.epochLoss() - step.penalty());
    percent(text, ", accuracy", step.epochAccuracy());
    if (epoch != null && !Double.isNaN(epoch.validationLoss())) {
      text.append(String.format(Locale.ROOT, "; validation loss %.4f", epoch.validationLoss()));
      perplexity(text, epoch.validationLoss());
      percent(text, ", accuracy", epoch.validationAccuracy());
      if (epoch.number() != step.epoch()) {
        text.append(" (after epoch ").append(epoch.number()).append(')');
      }
    }
    return text.toString();
  }

  /// e to the loss, among how many tokens a language model is unsure.
  private void perplexity(StringBuilder line, double loss) {
    if (language && Double.isFinite(loss)) {
      line.append(String.format(Locale.ROOT, ", perplexity %.2f", Math.exp(loss)));
    }
  }

  /// Learning rate, further metrics, the best epoch and why the run was stopped.
  private String facts() {
    var parts = new ArrayList<String>();
    if (step != null && !Double.isNaN(step.learningRate())) {
      parts.add(String.format(Locale.ROOT, "learning rate %.3g", step.learningRate()));
    }
    if (epoch != null) {
      epoch
          .metrics()
          .forEach((name, value) -> parts.add(String.format(Locale.ROOT, "%s %.4f", name, value)));
      if (epoch.number() > 1) {
        history().bestEpoch().ifPresent(best -> parts.add("best epoch " + best.number()));
      }
    }
    if (reason != null) {
      history().stopped().ifPresent(why -> parts.add("stopped: " + why));
    }
    return String.join("; ", parts);
  }

  private static void percent(StringBuilder text, String what, double share) {
    if (!Double.isNaN(share)) {
      text.append(String.format(Locale.ROOT, "%s %.2f %%", what, 100 * share));
    }
  }

  /// As `3.2 s`, `2 min 5 s`, `1 h 10 min`.
  static String time(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
