package dev.gradus.engine;

import dev.gradus.engine.train.ConstantRate;
import dev.gradus.engine.train.Cosine;
import dev.gradus.engine.train.ExponentialDecay;
import dev.gradus.engine.train.InverseTime;
import dev.gradus.engine.train.OneCycle;
import dev.gradus.engine.train.Piecewise;
import dev.gradus.engine.train.PtbSchedule;
import dev.gradus.engine.train.Schedule;
import dev.gradus.engine.train.StepDecay;
import dev.gradus.engine.train.WarmUp;

/// The learning rates over time by their short names, for static import.
public final class Schedules {
  private Schedules() {}

  /// The same rate all the time; see [ConstantRate].
  public static ConstantRate constantRate() {
    return new ConstantRate();
  }

  /// Times a factor every few epochs; see [StepDecay].
  public static StepDecay stepDecay(double factor, int everyEpochs) {
    return new StepDecay(factor, everyEpochs);
  }

  /// base * e^(-decay * epoch); see [ExponentialDecay].
  public static ExponentialDecay exponentialDecay(double decay) {
    return new ExponentialDecay(decay);
  }

  /// base / (1 + decay * epoch); see [InverseTime].
  public static InverseTime inverseTime(double decay) {
    return new InverseTime(decay);
  }

  /// Half a wave of the cosine down to 0; see [Cosine].
  public static Cosine cosine(double epochs) {
    return new Cosine(epochs);
  }

  /// Linear growth to the base rate; see [WarmUp].
  public static WarmUp warmUp(long steps) {
    return new WarmUp(steps, new ConstantRate());
  }

  /// Linear growth to another schedule; see [WarmUp].
  public static WarmUp warmUp(long steps, Schedule then) {
    return new WarmUp(steps, then);
  }

  /// Factors from epochs on, as `piecewise().from(30, 0.1).from(60, 0.01)`; see [Piecewise].
  public static Piecewise piecewise() {
    return new Piecewise();
  }

  /// Up to the base rate and down again within the steps of a run; see [OneCycle].
  public static OneCycle oneCycle(long steps) {
    return new OneCycle(steps);
  }

  /// Constant, then a factor every epoch; see [PtbSchedule], also for its presets.
  public static PtbSchedule ptbSchedule(int constantEpochs, double decay) {
    return new PtbSchedule(constantEpochs, decay);
  }
}
