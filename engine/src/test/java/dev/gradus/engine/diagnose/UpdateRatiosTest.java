package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.train.Rings;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("G02")
class UpdateRatiosTest {
  private static UpdateRatios ratios(double rate, int every) {
    var ratios = new UpdateRatios(every);
    Rings.net().train(Rings.points(96, 1)).optimizer(sgd(rate)).epochs(2).callback(ratios).run();
    return ratios;
  }

  @Test
  void theRatioIsThatOfTheLengths() {
    var model = Rings.net();
    var before = model.layer("dense_2").parameter("weight").toArray();
    var ratios = new UpdateRatios();
    model.train(Rings.points(32, 1)).optimizer(sgd(0.1)).epochs(1).callback(ratios).run();
    var after = model.layer("dense_2").parameter("weight").toArray();
    double change = 0;
    double length = 0;
    for (int i = 0; i < before.length; i++) {
      change += Math.pow(after[i] - before[i], 2);
      length += Math.pow(before[i], 2);
    }
    assertEquals(1, ratios.of("dense_2").length);
    assertEquals(Math.log10(Math.sqrt(change / length)), ratios.of("dense_2")[0], 1e-5);
  }

  @Test
  void tenTimesTheRateIsOneMore() {
    var slow = ratios(1e-4, 1);
    var fast = ratios(1e-3, 1);
    assertEquals(List.of("dense_1", "dense_2", "dense_3"), slow.layers());
    for (var layer : slow.layers()) {
      double[] a = slow.of(layer);
      double[] b = fast.of(layer);
      for (int i = 0; i < a.length; i++) {
        assertEquals(a[i] + 1, b[i], 0.03, layer);
      }
    }
  }

  @Test
  void stepsCanBeLeftOut() {
    var ratios = ratios(1e-3, 2);
    assertArrayEquals(new long[] {2, 4, 6}, ratios.steps());
    assertEquals(3, ratios.of("dense_1").length);
    var e = assertThrows(GradusException.class, () -> ratios.of("relu_1"));
    assertTrue(e.getMessage().contains("dense_1, dense_2"), e.getMessage());
    assertThrows(GradusException.class, () -> new UpdateRatios(0));
  }
}
