package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a training run measured: the loss of every step, and loss, accuracy and metrics of every
/// finished epoch, on training and validation data. Filled while training runs; complete also when
/// it was interrupted.
///
/// The training loss includes the penalties of regularizers (as in Keras), the validation loss does
/// not; [Epoch#penalty()] is their share.
public final class History {
  /// One finished pass over the training data.
  ///
  /// @param number from 1
  /// @param loss mean training loss of the pass, penalty included
  /// @param accuracy training accuracy of the pass, measured while it ran; NaN without classes
  /// @param validationLoss NaN without validation data
  /// @param validationAccuracy NaN without validation data or classes
  /// @param seconds duration, without validation
  /// @param penalty mean of what regularizers added to the loss; 0 by default
  /// @param learningRate of the last step; NaN by default
  /// @param gradientNorm mean length of the gradient before it was clipped; NaN if not clipping,
  ///   the default
  /// @param samplesPerSecond speed of the pass; NaN by default
  /// @param metrics values of further metrics by name; those on validation data as `validation
  ///   name`; none by default
  public record Epoch(
      int number,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy,
      double seconds,
      double penalty,
      double learningRate,
      double gradientNorm,
      double samplesPerSecond,
      Map<String, Double> metrics) {
    /// Keeps the order of the metrics.
    public Epoch {
      metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /// Without rate, gradient, speed and further metrics.
    public Epoch(
        int number,
        double loss,
        double accuracy,
        double validationLoss,
        double validationAccuracy,
        double seconds) {
      this(
          number,
          loss,
          accuracy,
          validationLoss,
          validationAccuracy,
          seconds,
          0,
          Double.NaN,
          Double.NaN,
          Double.NaN,
          Map.of());
    }

    /// A number by its name: `loss`, `accuracy`, `penalty`, `learning rate`, `gradient norm`, a
    /// metric, or one of these on validation data, as `validation loss`.
    ///
    /// @throws GradusException if there is no such number; the message lists the names
    public double value(String name) {
      Given.one("the name", name);
      return Measures.of(this, Measures.plain(name));
    }
  }

  /// A history as plain values, to be kept.
  ///
  /// @param model the model's name
  /// @param lossName the loss's name
  /// @param stepsPerEpoch steps of a whole epoch
  /// @param reason why the run ended
  /// @param epochs the finished epochs
  /// @param losses of every step
  /// @param rates learning rate of every step
  /// @param norms length of the gradient at every step
  /// @param higherIsBetter names of the numbers that should grow
  /// @param stopped why a callback ended the run, or null
  public record Snapshot(
      String model,
      String lossName,
      int stepsPerEpoch,
      List<Epoch> epochs,
      float[] losses,
      double[] rates,
      float[] norms,
      Set<String> higherIsBetter,
      @Nullable String stopped,
      TrainingEvent.Reason reason) {}

  private final String model;
  private final String lossName;
  private final int stepsPerEpoch;
  private final Set<String> growing = new LinkedHashSet<>();
  private final List<Epoch> epochs = new ArrayList<>();
  private float[] stepLosses = new float[64];
  private double[] stepRates = new double[64];
  private float[] stepNorms = new float[64];
  private int steps;
  private @Nullable String stopped;
  private TrainingEvent.Reason reason = TrainingEvent.Reason.FINISHED;

  History(String model, String lossName, int stepsPerEpoch) {
    this.model = model;
    this.lossName = lossName;
    this.stepsPerEpoch = stepsPerEpoch;
    growing.addAll(List.of(Measures.ACCURACY, Measures.HELD + Measures.ACCURACY));
  }

  /// The history that was kept.
  public static History of(Snapshot kept) {
    var history = new History(kept.model(), kept.lossName(), kept.stepsPerEpoch());
    history.growing.addAll(kept.higherIsBetter());
    history.epochs.addAll(kept.epochs());
    history.steps = kept.losses().length;
    int room = Math.max(64, history.steps);
    history.stepLosses = Arrays.copyOf(kept.losses(), room);
    history.stepRates = Arrays.copyOf(kept.rates(), room);
    history.stepNorms = Arrays.copyOf(kept.norms(), room);
    history.stopped = kept.stopped();
    history.reason = kept.reason();
    return history;
  }

  /// A copy as plain values.
  public synchronized Snapshot snapshot() {
    return new Snapshot(
        model,
        lossName,
        stepsPerEpoch,
        List.copyOf(epochs),
        stepLosses(),
        learningRates(),
        gradientNorms(),
        Set.copyOf(growing),
        stopped,
        reason);
  }

  synchronized void step(double loss, double rate, double norm) {
    if (steps == stepLosses.length) {
      stepLosses = Arrays.copyOf(stepLosses, 2 * steps);
      stepRates = Arrays.copyOf(stepRates, 2 * steps);
      stepNorms = Arrays.copyOf(stepNorms, 2 * steps);
    }
    stepRates[steps] = rate;
    stepNorms[steps] = (float) norm;
    stepLosses[steps++] = (float) loss;
  }

  synchronized void epoch(Epoch epoch) {
    epochs.add(epoch);
  }

  synchronized void ended(TrainingEvent.Reason why, @Nullable String stop) {
    reason = why;
    stopped = stop;
  }

  /// Says that larger values of a metric are better.
  synchronized void grows(String metric) {
    growing.add(metric);
    growing.add(Measures.HELD + metric);
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

  /// A number of every finished epoch, by its name as in [Epoch#value(String)].
  ///
  /// @throws GradusException if the epochs have no such number
  public double[] metric(String name) {
    Given.one("the name", name);
    return epochs().stream().mapToDouble(e -> e.value(name)).toArray();
  }

  /// The learning rate of every step.
  public synchronized double[] learningRates() {
    return Arrays.copyOf(stepRates, steps);
  }

  /// The length of the gradient at every step, before it was clipped; NaN if not clipping.
  public synchronized float[] gradientNorms() {
    return Arrays.copyOf(stepNorms, steps);
  }

  /// Whether larger values of a number are better.
  public synchronized boolean higherIsBetter(String name) {
    Given.one("the name", name);
    return growing.contains(Measures.plain(name));
  }

  /// The epoch with the lowest validation loss, or training loss if there were no validation data;
  /// nothing before the first finished epoch.
  public Optional<Epoch> bestEpoch() {
    return bestEpoch(validated() ? "validation loss" : Measures.LOSS);
  }

  /// The epoch with the best value of a number, the first one on a tie.
  public Optional<Epoch> bestEpoch(String name) {
    Given.one("the name", name);
    Comparator<Epoch> byValue = Comparator.comparingDouble(e -> e.value(name));
    var order = higherIsBetter(name) ? byValue.reversed() : byValue;
    return epochs().stream().filter(e -> !Double.isNaN(e.value(name))).min(order);
  }

  /// Seconds of all finished epochs, without validation.
  public double seconds() {
    return epochs().stream().mapToDouble(Epoch::seconds).sum();
  }

  /// Why a callback ended the run early, as `no better validation loss for 3 epochs`; nothing if
  /// none did.
  public synchronized Optional<String> stopped() {
    return Optional.ofNullable(stopped);
  }

  /// Why training ended.
  public synchronized TrainingEvent.Reason reason() {
    return reason;
  }

  /// A line for every epoch.
  @Override
  public String toString() {
    return HistoryText.of(this);
  }
}
