package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/// What every penalty owes: the value of its formula, a gradient that is the numeric derivative of
/// the value and is added to what is there, the same on every backend and number of threads, for
/// any number of weights; it changes no weight.
final class RegularizerContract {
  private RegularizerContract() {}

  /// Checks everything.
  ///
  /// @param term what one weight adds
  static void check(Regularizer penalty, DoubleUnaryOperator term) {
    for (int n : new int[] {0, 1, 7, 33, 20_000}) {
      value(penalty, term, n);
      threads(penalty, n);
    }
    numericGradient(penalty);
    assertFalse(penalty.describe().isBlank());
  }

  private static void value(Regularizer penalty, DoubleUnaryOperator term, int n) {
    Backends.all()
        .forEach(backend -> {
          var memory = new Arena(backend, n);
          var weights = memory.randomInput(n);
          double sum = 0;
          for (double w : Arena.toArray(weights)) {
            sum += term.applyAsDouble(w);
          }
          assertEquals(sum, penalty.penalty(backend, weights), 1e-9 * Math.max(1, sum));
          memory.check();
        });
  }

  private static void threads(Regularizer penalty, int n) {
    Backends.threaded()
        .forEach(group -> {
          double value = Double.NaN;
          double[] gradient = null;
          for (var backend : group) {
            var memory = new Arena(backend, n);
            var weights = memory.randomInput(n);
            var target = memory.random(n);
            penalty.addGradient(backend, weights, target);
            double now = penalty.penalty(backend, weights);
            memory.check();
            if (gradient != null) {
              assertEquals(value, now);
              assertArrayEquals(gradient, Arena.toArray(target));
            }
            value = now;
            gradient = Arena.toArray(target);
          }
        });
  }

  private static void numericGradient(Regularizer penalty) {
    double step = 1e-5;
    var exact = Backends.reference();
    Backends.all()
        .forEach(backend -> {
          var memory = new Arena(backend, 3);
          var values = memory.randoms(33);
          var before = memory.randoms(33);
          var gradients = memory.slice(before);
          penalty.addGradient(backend, memory.input(values), gradients);
          double worst = 0;
          for (int i = 0; i < values.length; i++) {
            var wide = new Arena(exact, 1);
            var up = values.clone();
            var down = values.clone();
            up[i] += step;
            down[i] -= step;
            double slope =
                (penalty.penalty(exact, wide.input(up)) - penalty.penalty(exact, wide.input(down)))
                    / (2 * step);
            worst = Math.max(worst, Math.abs(before[i] + slope - gradients.get(i)));
          }
          assertEquals(0, worst, 1e-6, penalty.describe());
          System.out.printf(
              Locale.ROOT,
              "gradient of %s: largest difference %.1e, %s%n",
              penalty.describe(),
              worst,
              backend.name());
        });
  }
}
