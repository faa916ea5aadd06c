package dev.gradus.magics.figure;

import dev.gradus.engine.train.Schedule;
import dev.gradus.magics.MagicsException;
import java.util.Map;

/// The learning rate over a training run, for one or several schedules.
public final class ScheduleChart {
  private static final int POINTS = 400;

  private ScheduleChart() {}

  /// The figure.
  ///
  /// @param schedules by name
  /// @param rate the optimizer's own learning rate
  /// @param epochs of the run
  /// @param stepsPerEpoch of the run
  /// @throws MagicsException if there is no schedule or no step
  public static Figure of(
      Map<String, Schedule> schedules, double rate, int epochs, int stepsPerEpoch) {
    if (schedules.isEmpty() || epochs < 1 || stepsPerEpoch < 1) {
      throw new MagicsException(
          "a schedule is drawn for at least 1 schedule, 1 epoch and 1 step of an epoch, got "
              + schedules.size()
              + ", "
              + epochs
              + " and "
              + stepsPerEpoch
              + ".");
    }
    long steps = (long) epochs * stepsPerEpoch;
    int n = (int) Math.min(steps, POINTS);
    var chart = Lines.titled("Learning rate over the run", "epoch", "learning rate");
    for (var schedule : schedules.entrySet()) {
      var x = new double[n];
      var y = new double[n];
      for (int i = 0; i < n; i++) {
        long step = n == 1 ? 0 : Math.round((double) i * (double) (steps - 1) / (n - 1));
        x[i] = (double) step / stepsPerEpoch;
        y[i] = schedule.getValue().rate(rate, step, x[i]);
      }
      chart = chart.line(schedule.getKey(), x, y);
    }
    return chart.figure();
  }
}
