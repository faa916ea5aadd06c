package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"E09", "E10"})
class StandardizerTest {
  private static final Dataset DIGITS = Datasets.digits(200, 10, 1).train();

  @Test
  void everyFeatureHasMeanZeroAndDeviationOne() {
    var framed = DIGITS.pad(2);
    var ready = Standardizer.fit(framed).apply(framed);
    var mean = new double[1024];
    var square = new double[1024];
    for (int i = 0; i < 200; i++) {
      var x = ready.input(i);
      for (int k = 0; k < 1024; k++) {
        mean[k] += x[k] / 200;
        square[k] += x[k] * x[k] / 200;
      }
    }
    int constant = 0;
    for (int k = 0; k < 1024; k++) {
      assertEquals(0, mean[k], 1e-5);
      constant += square[k] < 1e-9 ? 1 : 0;
      assertTrue(square[k] < 1e-9 || Math.abs(square[k] - 1) < 0.01, "pixel " + k);
    }
    assertTrue(constant >= 240, "pixels that are always black stay 0");
  }

  @Test
  void allNumbersTogetherOrByChannel() {
    var ready = Standardizer.global(DIGITS).apply(DIGITS);
    assertEquals(0, ready.mean(), 1e-5);
    assertEquals(1, ready.std(), 1e-5);
    var colours =
        Dataset.of(Shape.of(2, 1, 2), new float[] {1, 3, 10, 10, 1, 3, 10, 10}, new int[2], 1);
    var s = Standardizer.perChannel(colours);
    assertEquals(new Standardizer(List.of(2.0, 10.0), List.of(1.0, 0.0)), s);
    assertArrayEquals(new float[] {-1, 1, 0, 0}, s.apply(colours).input(0));
    var raw = new float[] {2, 4, 11, 10};
    s.apply(raw);
    assertArrayEquals(new float[] {0, 2, 1, 0}, raw);
  }

  /// What was measured on the training data is used for the test data.
  @Test
  @Covers({"E11"})
  void testDataAreMeasuredByTheTrainingData() {
    var shifted = DIGITS.map(x -> x + 5);
    var ready = Standardizer.fit(DIGITS).apply(shifted);
    assertTrue(ready.mean() > 1);
    assertArrayEquals(Standardizer.fit(DIGITS).apply(shifted.pad(0)).input(7), ready.input(7));
  }

  @Test
  void refusesOtherShapes() {
    says(() -> Standardizer.fit(DIGITS).apply(DIGITS.pad(2)), "784 features", "1024");
    says(() -> new Standardizer(List.of(1.0), List.of()), "as many of both");
    says(() -> new Standardizer(List.of(Double.NaN), List.of(1.0)), "finite");
  }
}
