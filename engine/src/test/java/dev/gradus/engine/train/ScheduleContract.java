package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/// What every schedule owes: a rate for every moment that is finite, not negative and proportional
/// to the base rate, however long training lasts; the same question gets the same answer.
final class ScheduleContract {
  private static final int STEPS_PER_EPOCH = 10;

  private ScheduleContract() {}

  /// Checks everything.
  ///
  /// @param same one made with equal settings
  static void check(Schedule schedule, Schedule same) {
    assertEquals(schedule, same);
    for (int step = 0; step < 3000; step++) {
      double rate = at(schedule, 0.1, step);
      assertTrue(rate >= 0 && rate < 1, schedule + " gave " + rate + " at step " + step);
      assertEquals(2 * rate, at(schedule, 0.2, step), 1e-12);
      assertEquals(rate, at(same, 0.1, step));
    }
    double late = schedule.rate(0.1, 1_000_000_000_000L, 1e6);
    assertTrue(late >= 0 && late < 1, schedule + " gave " + late + " late");
    assertEquals(0, schedule.rate(0, 5, 0.5));
  }

  /// The rate of a step, with 10 steps an epoch.
  static double at(Schedule schedule, double base, long step) {
    return schedule.rate(base, step, (double) step / STEPS_PER_EPOCH);
  }

  /// The rate at the beginning of an epoch, counted from 0, for the base 1.
  static double atEpoch(Schedule schedule, int epoch) {
    return at(schedule, 1, (long) epoch * STEPS_PER_EPOCH);
  }
}
