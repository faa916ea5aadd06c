package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.exponentialDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class ExponentialDecayTest {
  @Test
  void contract() {
    ScheduleContract.check(exponentialDecay(0.2), new ExponentialDecay(0.2));
  }

  @Test
  void fallsWithEveryStep() {
    var schedule = exponentialDecay(0.2);
    for (int step : new int[] {0, 1, 5, 10, 77}) {
      assertEquals(
          0.1 * Math.exp(-0.2 * step / 10.0), ScheduleContract.at(schedule, 0.1, step), 1e-15);
    }
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("-1.0", () -> exponentialDecay(-1));
  }
}
