package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Closeness;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/// What every optimizer of single steps owes: the same numbers on every backend, the same bits on
/// any number of threads, for any number of weights; it changes weights and state and nothing else;
/// it makes a quadratic small; its rate can be changed and is checked.
final class OptimizerContract {
  private static final int[] SIZES = {0, 1, 7, 33, 20_000};
  private static final int STEPS = 5;

  private OptimizerContract() {}

  /// Checks everything.
  ///
  /// @param settled one of this kind with a rate that makes the quadratic small in 2000 steps
  static void check(Optimizer settled) {
    for (int n : SIZES) {
      agrees(settled, n);
    }
    rate(settled);
    converges(settled);
    assertEquals(settled.getClass(), Optimizers.named(settled.name()).getClass());
    assertTrue(settled.memory() >= 0);
  }

  /// The weight after each of some steps with a constant gradient, from 0.
  static double[] path(Optimizer optimizer, double gradient, int steps) {
    var backend = Device.reference().backend();
    var memory = new Arena(backend, 1);
    var w = memory.slice(0);
    var g = memory.input(gradient);
    var state = state(optimizer, memory, 1);
    var path = new double[steps];
    for (int t = 1; t <= steps; t++) {
      optimizer.step(backend, t, w, g, state);
      path[t - 1] = w.get(0);
    }
    memory.check();
    return path;
  }

  /// Zeros to remember in.
  static Slice[] state(Optimizer optimizer, Arena memory, int n) {
    var state = new Slice[optimizer.memory()];
    Arrays.setAll(state, i -> memory.slice(new double[n]));
    return state;
  }

  /// The refusal of a setting, which names the number.
  static void refused(String number, Executable making) {
    var message = String.valueOf(assertThrows(GradusException.class, making).getMessage());
    assertTrue(message.contains(number), message);
    assertTrue(message.endsWith("."), message);
  }

  private static List<double[]> run(Optimizer optimizer, Backend backend, int n) {
    var memory = new Arena(backend, 17);
    var weights = memory.random(n);
    var state = state(optimizer, memory, n);
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(backend, t, weights, memory.randomInput(n), state);
    }
    memory.check();
    var results = new ArrayList<double[]>();
    results.add(Arena.toArray(weights));
    for (var s : state) {
      results.add(Arena.toArray(s));
    }
    return results;
  }

  private static void agrees(Optimizer optimizer, int n) {
    var exact = run(optimizer, Backends.reference(), n);
    Backends.fast()
        .forEach(backend -> {
          var fast = run(optimizer, backend, n);
          for (int i = 0; i < exact.size(); i++) {
            Closeness.check("buffer " + i, exact.get(i), fast.get(i), 1e-5);
          }
        });
    Backends.threaded()
        .forEach(group -> {
          var first = run(optimizer, group[0], n);
          for (var backend : group) {
            var next = run(optimizer, backend, n);
            for (int i = 0; i < first.size(); i++) {
              assertArrayEquals(first.get(i), next.get(i), backend.name());
            }
          }
        });
  }

  private static void rate(Optimizer optimizer) {
    var other = optimizer.learningRate(0.123);
    assertEquals(0.123, other.learningRate());
    assertNotEquals(optimizer, other);
    assertEquals(optimizer, other.learningRate(optimizer.learningRate()));
    assertEquals(optimizer.memory(), other.memory());
    assertFalse(optimizer.name().isBlank());
    refused("-1", () -> optimizer.learningRate(-1));
    refused("NaN", () -> optimizer.learningRate(Double.NaN));
    refused("Infinity", () -> optimizer.learningRate(Double.POSITIVE_INFINITY));
    assertArrayEquals(new double[3], path(optimizer.learningRate(0), 1, 3));
  }

  /// The sum of a_i (w_i - c_i)^2 / 2 falls to a thousandth.
  private static void converges(Optimizer optimizer) {
    var backend = Backends.reference();
    var memory = new Arena(backend, 5);
    double[] curve = {0.5, 1, 2, 4};
    double[] goal = {0.3, -0.2, 0.5, 0.1};
    var w = memory.slice(1, 1, -1, 0.8);
    var g = memory.slice(new double[4]);
    var state = state(optimizer, memory, 4);
    double before = value(w, curve, goal);
    for (int t = 1; t <= 2000; t++) {
      for (int i = 0; i < 4; i++) {
        g.set(i, curve[i] * (w.get(i) - goal[i]));
      }
      optimizer.step(backend, t, w, g, state);
    }
    double after = value(w, curve, goal);
    assertTrue(after < 1e-3 * before, () -> optimizer + ": from " + before + " to " + after);
  }

  private static double value(Slice w, double[] curve, double[] goal) {
    double sum = 0;
    for (int i = 0; i < curve.length; i++) {
      sum += curve[i] * Math.pow(w.get(i) - goal[i], 2) / 2;
    }
    return sum;
  }
}
