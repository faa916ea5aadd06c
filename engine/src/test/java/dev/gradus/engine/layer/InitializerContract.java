package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.Set;

/// What every initialiser owes: finite numbers in every place; the same seed the same bits, another
/// seed others if it draws at all; a record of plain numbers and flags, so that a model file can
/// hold it; and the mean, spread and bounds that its formula says.
final class InitializerContract {
  private static final Set<Class<?>> PLAIN = Set.of(double.class, boolean.class, int.class);

  private InitializerContract() {}

  /// Checks everything.
  ///
  /// @param shape large enough that mean and deviation are known to about a hundredth
  /// @param bound no value is farther from the mean
  static void check(Initializer initializer, Shape shape, double mean, double std, double bound) {
    var values = fill(initializer, shape, 1);
    double sum = 0;
    for (float v : values) {
      assertTrue(Math.abs(v - mean) <= bound * (1 + 1e-6), () -> initializer + " gave " + v);
      sum += v;
    }
    double average = sum / values.length;
    double squares = 0;
    for (float v : values) {
      squares += (v - average) * (v - average);
    }
    double measured = Math.sqrt(squares / values.length);
    assertEquals(mean, average, 0.02 * std + 1e-7 * Math.abs(mean), initializer + " of " + shape);
    assertEquals(std, measured, 0.02 * std, initializer + " of " + shape);
    seeds(initializer, shape, std > 0);
    plain(initializer);
  }

  private static void seeds(Initializer initializer, Shape shape, boolean random) {
    var first = fill(initializer, shape, 1);
    assertArrayEquals(first, fill(initializer, shape, 1));
    assertEquals(random, !Arrays.equals(first, fill(initializer, shape, 2)));
  }

  private static void plain(Initializer initializer) {
    assertTrue(initializer instanceof Record);
    for (var component : initializer.getClass().getRecordComponents()) {
      assertTrue(PLAIN.contains(component.getType()), () -> initializer + ": " + component);
    }
  }

  /// The values for a seed; places that are not written to are NaN.
  static float[] fill(Initializer initializer, Shape shape, long seed) {
    var values = new float[shape.size()];
    Arrays.fill(values, Float.NaN);
    initializer.fill(shape, values, new Philox(seed, 2));
    for (float v : values) {
      assertFalse(Float.isNaN(v), () -> initializer + " left a place of " + shape);
    }
    return values;
  }
}
