package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.oneCycle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class OneCycleTest {
  @Test
  void contract() {
    ScheduleContract.check(oneCycle(100), new OneCycle(100, 0.3, 25, 1e4));
  }

  @Test
  void upAndDown() {
    var schedule = oneCycle(100);
    assertEquals(1 / 25.0, ScheduleContract.at(schedule, 1, 0), 1e-15);
    assertEquals(1, ScheduleContract.at(schedule, 1, 29), 1e-15);
    assertEquals(1 / 25e4, ScheduleContract.at(schedule, 1, 99), 1e-15);
    assertEquals(1 / 25e4, ScheduleContract.at(schedule, 1, 500), 1e-15);
    for (int step = 1; step < 100; step++) {
      double change =
          ScheduleContract.at(schedule, 1, step) - ScheduleContract.at(schedule, 1, step - 1);
      assertTrue(step <= 29 ? change > 0 : change < 0, "step " + step);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("3 steps", () -> oneCycle(3));
    OptimizerContract.refused("1.5", () -> new OneCycle(100, 1.5, 25, 1e4));
    OptimizerContract.refused("0.0", () -> new OneCycle(100, 0.3, 0, 1e4));
  }
}
