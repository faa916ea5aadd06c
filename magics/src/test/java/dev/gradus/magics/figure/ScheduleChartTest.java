package dev.gradus.magics.figure;

import static dev.gradus.engine.Schedules.cosine;
import static dev.gradus.engine.Schedules.stepDecay;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.magics.Charts;
import dev.gradus.magics.MagicsException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleChartTest {
  @Test
  void linesEqualTheSchedule() {
    var table = Charts.schedule(stepDecay(0.5, 2), 0.1, 6, 10).data();
    assertEquals(60, table.rowCount());
    for (int i = 0; i < 60; i++) {
      int halved = i / 20;
      assertEquals(i / 10.0, table.doubleColumn("x").getDouble(i), 1e-9);
      assertEquals(
          0.1 * Math.pow(0.5, halved), table.doubleColumn("y").getDouble(i), 1e-9, "step " + i);
    }
  }

  @Test
  void longRunsAreSampledFromFirstToLastStep() {
    var table = Charts.schedule(cosine(100), 1, 100, 1000).data();
    assertEquals(400, table.rowCount());
    assertEquals(1, table.doubleColumn("y").getDouble(0), 1e-9);
    assertEquals(99.999, table.doubleColumn("x").getDouble(399), 1e-9);
  }

  @Test
  void emptyOnesAreRefused() {
    assertThrows(MagicsException.class, () -> Charts.schedules(Map.of(), 1, 1, 1));
    assertThrows(MagicsException.class, () -> Charts.schedule(cosine(1), 1, 0, 1));
  }
}
