package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ToysTest {
  @Test
  void theSeedDecides() {
    var once = Toys.recall(20, 5, 1);
    assertArrayEquals(once.labels(), Toys.recall(20, 5, 1).labels());
    assertArrayEquals(once.input(7), Toys.recall(8, 5, 1).input(7));
    assertNotEquals(
        Arrays.toString(once.labels()), Arrays.toString(Toys.recall(20, 5, 2).labels()));
    says(() -> Toys.recall(0, 5, 1), "number of samples is 0");
  }

  @Test
  void recallShowsTheAnswerFirst() {
    var data = Toys.recall(200, 6, 3);
    assertEquals(Shape.of(6, 8), data.inputShape());
    for (int i = 0; i < data.size(); i++) {
      var rows = data.input(i);
      assertEquals(1, rows[data.label(i)]);
      for (int t = 0; t < 6; t++) {
        float sum = 0;
        for (int k = 0; k < 8; k++) {
          sum += rows[8 * t + k];
          assertTrue(t == 0 || k >= 4 || rows[8 * t + k] == 0);
        }
        assertEquals(1, sum);
      }
    }
    assertTrue(Arrays.stream(data.classCounts()).allMatch(n -> n > 30));
  }

  @Test
  void copyAsksForTheSymbolsAfterThePause() {
    var data = Toys.copy(50, 3, 4, 5, 1);
    assertEquals(Shape.of(10), data.inputShape());
    assertEquals(7, data.classes());
    for (int i = 0; i < data.size(); i++) {
      var x = data.input(i);
      var y = data.target(i);
      for (int t = 0; t < 10; t++) {
        assertEquals(t < 7 ? -1 : x[t - 7], y[t]);
      }
      assertEquals(6, x[6]);
      assertTrue(x[0] >= 1 && x[0] <= 5);
    }
  }

  @Test
  void addingSumsTheMarked() {
    var data = Toys.adding(300, 9, 1);
    double squares = 0;
    for (int i = 0; i < data.size(); i++) {
      var x = data.input(i);
      double sum = 0;
      double marks = 0;
      for (int t = 0; t < 9; t++) {
        marks += x[2 * t + 1];
        sum += x[2 * t] * x[2 * t + 1];
      }
      assertEquals(2, marks);
      assertEquals(sum, data.target(i)[0], 1e-6);
      squares += Math.pow(data.target(i)[0] - 1, 2);
    }
    assertEquals(1.0 / 6, squares / 300, 0.04);
  }

  @Test
  void parityCounts() {
    var data = Toys.parity(100, 7, 1);
    for (int i = 0; i < data.size(); i++) {
      int ones = 0;
      for (float bit : data.input(i)) {
        ones += (int) bit;
      }
      assertEquals(ones % 2, data.label(i));
    }
    assertEquals("odd", data.classNames().get(1));
  }

  @Test
  @Covers({"D20"})
  void theDotMovesAsItsLabelsSay() {
    var data = Toys.movingDot(50, 8, 5, 1);
    assertEquals(Shape.of(8), data.targetShape());
    for (int i = 0; i < data.size(); i++) {
      int before = -1;
      for (int t = 0; t < 8; t++) {
        var frame = Arrays.copyOfRange(data.input(i), 5 * t, 5 * t + 5);
        int at = 0;
        while (frame[at] == 0) {
          at++;
        }
        int expected = t == 0 || at == before ? 0 : at > before ? 1 : 2;
        assertEquals(expected, data.target(i)[t]);
        before = at;
      }
    }
  }

  @Test
  void theSineHasItsPeriod() {
    var series = Toys.sine(100, 20, 0, 1);
    assertEquals(1, series[5], 1e-6);
    assertEquals(series[3], series[83], 1e-5);
    assertNotEquals(0, Toys.sine(1, 20, 0.1, 1)[0]);
  }
}
