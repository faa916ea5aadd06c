package dev.gradus.engine.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// What a training run measured: the loss of every step, and loss and accuracy of every finished
/// epoch, on training and validation data. Filled while training runs; complete also when it was
/// interrupted.
public final class History {
  /// One finished pass over the training data.
  ///
  /// @param number from 1
  /// @param loss mean training loss of the pass
  /// @param accuracy training accuracy of the pass, measured while it ran; NaN without classes
  /// @param validationLoss NaN without validation data
  /// @param validationAccuracy NaN without validation data or classes
  /// @param seconds duration, without validation
  public record Epoch(
      int number,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy,
      double seconds) {}

  private final String model;
  private final String lossName;
  private final int stepsPerEpoch;
  private final List<Epoch> epochs = new ArrayList<>();
  private float[] stepLosses = new float[64];
  private int steps;
  private TrainingEvent.Reason reason = TrainingEvent.Reason.FINISHED;

  History(String model, String lossName, int stepsPerEpoch) {
    this.model = model;
    this.lossName = lossName;
    this.stepsPerEpoch = stepsPerEpoch;
  }

  synchronized void step(double loss) {
    if (steps == stepLosses.length) {
      stepLosses = Arrays.copyOf(stepLosses, 2 * steps);
    }
    stepLosses[steps++] = (float) loss;
  }

  synchronized void epoch(Epoch epoch) {
    epochs.add(epoch);
  }

  synchronized void ended(TrainingEvent.Reason why) {
    reason = why;
  }

  /// The model's name.
  public String model() {
    return model;
  }

  /// The name of the loss.
  public String lossName() {
    return lossName;
  }

  /// How many steps an epoch has.
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /// How many steps were run.
  public synchronized int steps() {
    return steps;
  }

  /// The loss of every step.
  public synchronized float[] stepLosses() {
    return Arrays.copyOf(stepLosses, steps);
  }

  /// The finished epochs.
  public synchronized List<Epoch> epochs() {
    return Collections.unmodifiableList(new ArrayList<>(epochs));
  }

  /// Training loss of every finished epoch.
  public double[] loss() {
    return epochs().stream().mapToDouble(Epoch::loss).toArray();
  }

  /// Training accuracy of every finished epoch.
  public double[] accuracy() {
    return epochs().stream().mapToDouble(Epoch::accuracy).toArray();
  }

  /// Validation loss of every finished epoch.
  public double[] validationLoss() {
    return epochs().stream().mapToDouble(Epoch::validationLoss).toArray();
  }

  /// Validation accuracy of every finished epoch.
  public double[] validationAccuracy() {
    return epochs().stream().mapToDouble(Epoch::validationAccuracy).toArray();
  }

  /// Whether there were validation data.
  public boolean validated() {
    return epochs().stream().anyMatch(e -> !Double.isNaN(e.validationLoss()));
  }

  /// Why training ended.
  public synchronized TrainingEvent.Reason reason() {
    return reason;
  }

  /// A line for every epoch.
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var e : epochs()) {
      text.append(String.format(Locale.ROOT, "epoch %d: loss %.4f", e.number(), e.loss()));
      if (!Double.isNaN(e.accuracy())) {
        text.append(String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * e.accuracy()));
      }
      if (!Double.isNaN(e.validationLoss())) {
        text.append(String.format(Locale.ROOT, ", validation loss %.4f", e.validationLoss()));
      }
      if (!Double.isNaN(e.validationAccuracy())) {
        text.append(
            String.format(
                Locale.ROOT, ", validation accuracy %.2f %%", 100 * e.validationAccuracy()));
      }
      text.append(String.format(Locale.ROOT, " (%.1f s)%n", e.seconds()));
    }
    switch (reason()) {
      case FINISHED -> {}
      case INTERRUPTED -> text.append("interrupted after ").append(steps()).append(" steps\n");
      case FAILED -> text.append("failed after ").append(steps()).append(" steps\n");
    }
    return text.toString();
  }
}
