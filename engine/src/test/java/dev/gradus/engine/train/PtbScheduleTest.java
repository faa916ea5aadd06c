package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.ptbSchedule;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class PtbScheduleTest {
  @Test
  void contract() {
    ScheduleContract.check(ptbSchedule(4, 0.5), PtbSchedule.small());
    ScheduleContract.check(ptbSchedule(6, 0.8), PtbSchedule.medium());
    ScheduleContract.check(ptbSchedule(14, 1 / 1.15), PtbSchedule.large());
  }

  /// Base rate 1.0 through epochs 4, 6 and 14, counted from 1, then the decay in every epoch.
  @Test
  void theTableOfTheLanguageModels() {
    table(PtbSchedule.small(), 4, 0.5, 13);
    table(PtbSchedule.medium(), 6, 0.8, 39);
    table(PtbSchedule.large(), 14, 1 / 1.15, 55);
  }

  private static void table(PtbSchedule schedule, int constant, double decay, int epochs) {
    double rate = 1;
    for (int number = 1; number <= epochs; number++) {
      rate = number > constant ? rate * decay : rate;
      assertEquals(rate, ScheduleContract.atEpoch(schedule, number - 1), 1e-12);
      assertEquals(rate, schedule.rate(1, 10L * number - 1, number - 0.1), 1e-12);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("0.0", () -> ptbSchedule(0, 0.5));
    OptimizerContract.refused("-0.5", () -> ptbSchedule(4, -0.5));
  }
}
