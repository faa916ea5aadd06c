package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.stepDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class StepDecayTest {
  @Test
  void contract() {
    ScheduleContract.check(stepDecay(0.5, 3), new StepDecay(0.5, 3));
  }

  @Test
  void fallsAtTheFirstStepOfEveryThirdEpoch() {
    var schedule = stepDecay(0.5, 3);
    assertEquals(0.1, ScheduleContract.at(schedule, 0.1, 29));
    assertEquals(0.05, ScheduleContract.at(schedule, 0.1, 30));
    assertEquals(0.05, ScheduleContract.at(schedule, 0.1, 59));
    assertEquals(0.025, ScheduleContract.at(schedule, 0.1, 60));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("0.0", () -> stepDecay(0, 3));
    OptimizerContract.refused("0.0", () -> stepDecay(0.5, 0));
  }
}
