package dev.gradus.engine.train;

import static dev.gradus.engine.Schedules.cosine;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C07"})
class CosineTest {
  @Test
  void contract() {
    ScheduleContract.check(cosine(20), new Cosine(20, 0, 0));
    ScheduleContract.check(cosine(20).floor(0.1).restarts(1), new Cosine(20, 0.1, 1));
    ScheduleContract.check(cosine(7.5).restarts(2), new Cosine(7.5).restarts(2));
  }

  @Test
  void downOnceAndThenFlat() {
    var schedule = cosine(20).floor(0.1);
    assertEquals(1, ScheduleContract.atEpoch(schedule, 0), 1e-15);
    assertEquals(0.55, ScheduleContract.atEpoch(schedule, 10), 1e-15);
    assertEquals(0.1, ScheduleContract.atEpoch(schedule, 20), 1e-15);
    assertEquals(0.1, ScheduleContract.atEpoch(schedule, 27), 1e-15);
  }

  @Test
  void startsAgainWithLongerWaves() {
    var schedule = cosine(4).restarts(2);
    assertEquals(0.5, ScheduleContract.atEpoch(schedule, 2), 1e-15);
    assertEquals(1, ScheduleContract.atEpoch(schedule, 4), 1e-15);
    assertEquals(0.5, ScheduleContract.atEpoch(schedule, 8), 1e-15);
    assertEquals(1, ScheduleContract.atEpoch(schedule, 12), 1e-15);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("0.0", () -> cosine(0));
    OptimizerContract.refused("-0.1", () -> cosine(9).floor(-0.1));
    OptimizerContract.refused("0.5", () -> cosine(9).restarts(0.5));
  }
}
