package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.constantRate;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class ConstantRateTest {
  @Test
  void contract() {
    ScheduleContract.check(constantRate(), new ConstantRate());
  }

  @Test
  void neverChanges() {
    assertEquals(0.3, ScheduleContract.at(constantRate(), 0.3, 12_345));
  }
}
