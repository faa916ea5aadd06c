package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.inverseTime;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class InverseTimeTest {
  @Test
  void contract() {
    ScheduleContract.check(inverseTime(0.5), new InverseTime(0.5));
  }

  @Test
  void halfAThirdAQuarter() {
    for (int epoch = 0; epoch < 9; epoch++) {
      assertEquals(1.0 / (1 + epoch), ScheduleContract.atEpoch(inverseTime(1), epoch), 1e-15);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("NaN", () -> inverseTime(Double.NaN));
  }
}
