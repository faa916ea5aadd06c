package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void epochsHaveFewTicksOnWholeNumbers() {
    assertEquals(0.2, Scale.epochs(1).step());
    assertEquals(0.5, Scale.epochs(2).step());
    for (int n : new int[] {3, 5, 10, 12, 60, 1000}) {
      var scale = Scale.epochs(n);
      assertEquals(Math.rint(scale.step()), scale.step(), "step for " + n);
      assertTrue(n / scale.step() <= 8, "ticks for " + n);
    }
  }

  @Test
  void percentsEndAtAHundredAndStayBelowTheSmallest() {
    for (double least : new double[] {0, 9.7, 37, 61, 88, 98.6, 99.9}) {
      var scale = Scale.percent(least);
      assertEquals(100, scale.most());
      assertTrue(scale.least() <= least, scale + " for " + least);
    }
    assertEquals(95, Scale.percent(97.5).least());
  }

  @Test
  void rangesAroundNumbersHoldThem() {
    var scale = Scale.around(0, 2.41, 6);
    assertEquals(new Scale(0, 2.5, 0.5), scale);
    var tiny = Scale.around(0.001, 0.0013, 6);
    assertTrue(tiny.least() <= 0.001 && tiny.most() >= 0.0013, tiny.toString());
    assertTrue(Scale.around(3, 3, 6).span() > 0, "one number");
  }

  @Test
  void labelsHaveTheDigitsOfTheStep() {
    assertEquals("0.4", Scale.epochs(1).label(0.4));
    assertEquals("3", Scale.epochs(12).label(3.0000000001));
    assertEquals("0.0002", new Scale(0, 0.001, 0.0002).label(0.0002));
    assertEquals("2.0e+08", new Scale(0, 5e8, 1e8).label(2e8));
  }
}
