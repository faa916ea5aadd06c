package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

class InitializerTest {
  private static double[] meanAndStd(Initializer initializer, Shape shape) {
    var values = new float[shape.size()];
    initializer.fill(shape, values, new Philox(1, 2));
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / values.length;
    return new double[] {mean, Math.sqrt(squares / values.length - mean * mean)};
  }

  private static void std(double expected, Initializer initializer, Shape shape) {
    var measured = meanAndStd(initializer, shape);
    assertEquals(expected, measured[1], 0.02 * expected);
    assertEquals(0, measured[0], 0.02 * expected);
  }

  @Test
  void spreadFollowsTheFan() {
    var dense = Shape.of(400, 300);
    var conv = Shape.of(64, 32, 5, 5);
    std(Math.sqrt(2.0 / 400), Initializer.he(), dense);
    std(Math.sqrt(2.0 / (32 * 25)), Initializer.he(), conv);
    std(Math.sqrt(1.0 / 400), Initializer.lecun(), dense);
    std(Math.sqrt(2.0 / 700), Initializer.glorot(), dense);
    std(Math.sqrt(2.0 / (96 * 25)), Initializer.glorot(), conv);
    std(0.01, Initializer.normal(0.01), dense);
    std(0.3 / Math.sqrt(3), Initializer.uniform(0.3), dense);
  }

  @Test
  void constants() {
    assertEquals(0, meanAndStd(Initializer.zeros(), Shape.of(5))[0]);
    assertEquals(3, meanAndStd(Initializer.constant(3), Shape.of(5))[0]);
  }

  @Test
  void initializersEqualIfTheirSettingsDo() {
    assertEquals(Initializer.normal(0.1), Initializer.normal(0.1));
    assertTrue(!Initializer.normal(0.1).equals(Initializer.normal(0.2)));
  }
}
