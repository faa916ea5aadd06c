package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Closeness;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// What every rule owes: afterwards the weights of every unit keep it, on every backend, for every
/// shape; enforcing it again changes (next to) nothing; the same bits on any number of threads.
final class ConstraintContract {
  private static final List<Shape> SHAPES =
      List.of(
          Shape.of(5),
          Shape.of(1, 1),
          Shape.of(7, 33),
          Shape.of(33, 7),
          Shape.of(300, 100),
          Shape.of(6, 3, 5),
          Shape.of(16, 6, 5, 5),
          Shape.of(0, 4),
          Shape.of(4, 0));

  private ConstraintContract() {}

  /// Checks everything.
  ///
  /// @param kept whether the weights of one unit keep the rule
  static void check(Constraint rule, Predicate<double[]> kept) {
    for (var shape : SHAPES) {
      var exact = enforced(rule, shape, Backends.reference(), 1);
      Backends.all()
          .forEach(backend -> {
            var once = enforced(rule, shape, backend, 1);
            for (var unit : units(shape, once)) {
              assertTrue(kept.test(unit), () -> rule.describe() + " of " + shape);
            }
            Closeness.check(rule.describe(), exact, once, 1e-5);
            assertArrayEquals(once, enforced(rule, shape, backend, 2), 1e-6);
          });
      Backends.threaded()
          .forEach(group -> {
            var first = enforced(rule, shape, group[0], 1);
            for (var backend : group) {
              assertArrayEquals(first, enforced(rule, shape, backend, 1), backend.name());
            }
          });
    }
    assertFalse(rule.describe().isBlank());
  }

  /// The length of a vector.
  static double norm(double[] unit) {
    double squares = 0;
    for (double w : unit) {
      squares += w * w;
    }
    return Math.sqrt(squares);
  }

  private static double[] enforced(Constraint rule, Shape shape, Backend backend, int times) {
    var memory = new Arena(backend, shape.size());
    var weights = memory.random(shape.size());
    for (int i = 0; i < times; i++) {
      rule.enforce(backend, shape, weights);
    }
    memory.check();
    return Arena.toArray(weights);
  }

  /// The incoming weights of every unit: columns of a matrix, filters of a convolution.
  private static List<double[]> units(Shape shape, double[] weights) {
    boolean matrix = shape.rank() == 2;
    int count = shape.rank() == 1 ? 1 : shape.dim(matrix ? 1 : 0);
    var units = new ArrayList<double[]>();
    for (int u = 0; u < count; u++) {
      int length = weights.length / count;
      var unit = new double[length];
      for (int i = 0; i < length; i++) {
        unit[i] = weights[matrix ? i * count + u : u * length + i];
      }
      units.add(unit);
    }
    return units;
  }
}
