package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.stepDecay;
import static dev.gradus.engine.Schedules.warmUp;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class WarmUpTest {
  @Test
  void contract() {
    ScheduleContract.check(warmUp(50), new WarmUp(50, new ConstantRate()));
    ScheduleContract.check(warmUp(5, stepDecay(0.5, 2)), new WarmUp(5, new StepDecay(0.5, 2)));
  }

  @Test
  void growsFromTheFirstStepOn() {
    var schedule = warmUp(4, stepDecay(0.5, 2));
    assertEquals(0.25, ScheduleContract.at(schedule, 1, 0));
    assertEquals(0.5, ScheduleContract.at(schedule, 1, 1));
    assertEquals(1, ScheduleContract.at(schedule, 1, 3));
    assertEquals(1, ScheduleContract.at(schedule, 1, 19));
    assertEquals(0.5, ScheduleContract.at(schedule, 1, 20));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("0.0", () -> warmUp(0));
  }
}
