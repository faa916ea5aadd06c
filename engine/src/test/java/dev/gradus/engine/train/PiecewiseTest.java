package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.piecewise;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class PiecewiseTest {
  @Test
  void contract() {
    ScheduleContract.check(
        piecewise().from(30, 0.1).from(60, 0.01), new Piecewise().from(30, 0.1).from(60, 0.01));
    ScheduleContract.check(piecewise(), new Piecewise());
  }

  @Test
  void factorsAreOfTheBaseRate() {
    var schedule = piecewise().from(2, 0.1).from(2.5, 3);
    assertEquals(1, ScheduleContract.at(schedule, 1, 19));
    assertEquals(0.1, ScheduleContract.at(schedule, 1, 20));
    assertEquals(0.1, ScheduleContract.at(schedule, 1, 24));
    assertEquals(3, ScheduleContract.at(schedule, 1, 25));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("[3.0, 2.0]", () -> piecewise().from(3, 0.1).from(2, 0.01));
    OptimizerContract.refused("-1.0", () -> piecewise().from(3, -1));
    OptimizerContract.refused("1 boundaries", () -> new Piecewise(List.of(1.0), List.of()));
  }
}
