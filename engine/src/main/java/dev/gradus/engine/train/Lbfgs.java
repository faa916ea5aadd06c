package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.ScalarBackend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.train.WolfeSearch.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;

/// L-BFGS: a quasi-Newton method that keeps the last few steps s and changes of the gradient y
/// instead of the inverse of the second derivatives. For smooth losses of all samples at once.
///
/// Memory: 2 `pairs` + 3 numbers a weight, against N for a full matrix of N weights. The step along
/// the direction keeps the strong Wolfe conditions. Source: Liu, Nocedal, Mathematical Programming
/// 45, 1989; the recursion is algorithm 7.4 of Nocedal, Wright, "Numerical Optimization".
///
/// w += rate * d with d = -H g, where H, the estimate of the inverse second derivatives, is made of
/// the pairs (s, y).
///
/// Errors: GradusException for a rate that is not above 0 and finite, less than 1 pair, or a step
/// on a single batch.
///
/// @param learningRate the step that is tried first, 1 by default (the very first is at most 1 over
///   the sum of |g|)
/// @param pairs how many steps it remembers, 10 by default
public record Lbfgs(double learningRate, int pairs) implements FullBatchOptimizer {
  private static final double TOLERANCE = 1e-9;
  private static final int EVALUATIONS = 1000;

  /// A function to make small, and its derivatives.
  @FunctionalInterface
  public interface Objective {
    /// The value at x.
    ///
    /// @param gradient receives the derivatives by every element of x
    double at(double[] x, double[] gradient);
  }

  /// Where a search ended.
  ///
  /// @param point the best place
  /// @param value the function there
  /// @param gradient largest absolute derivative there
  /// @param evaluations how often the function was computed
  /// @param path the place before and after every iteration
  public record Minimum(
      double[] point, double value, double gradient, int evaluations, List<double[]> path) {
    /// As `1.2e-15 at [1.0, 1.0] after 40 evaluations`.
    @Override
    public String toString() {
      return value + " at " + Arrays.toString(point) + " after " + evaluations + " evaluations";
    }
  }

  /// Checks the settings.
  public Lbfgs {
    Rates.positive("the learning rate of L-BFGS", learningRate, "Usual is 1.");
    if (pairs < 1) {
      throw new GradusException(
          "L-BFGS must remember at least 1 step, got " + pairs + ". Usual is 10.");
    }
  }

  /// Rate 1, 10 pairs.
  public Lbfgs() {
    this(1, 10);
  }

  /// The same with another number of remembered steps.
  public Lbfgs pairs(int count) {
    return new Lbfgs(learningRate, count);
  }

  @Override
  public Lbfgs learningRate(double rate) {
    return new Lbfgs(rate, pairs);
  }

  @Override
  public int memory() {
    return 2 * pairs + 3;
  }

  @Override
  public String name() {
    return "lbfgs";
  }

  /// Refuses: L-BFGS measures the loss along its way.
  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    throw new GradusException(
        "L-BFGS cannot make a step from one gradient: it computes the loss several times, on all"
            + " samples. Use iterate(...), or an optimizer for batches, as adam().");
  }

  @Override
  public double iterate(
      Backend backend, Slice weights, Slice gradients, Slice[] state, DoubleSupplier evaluate) {
    double value = evaluate.getAsDouble();
    var memory = new LbfgsMemory(backend, state, pairs);
    if (!Double.isFinite(value) || backend.sumOfSquares(gradients) == 0) {
      return value;
    }
    double slope = memory.begin(weights, gradients);
    double first =
        memory.isEmpty()
            ? learningRate * Math.min(1, 1 / backend.updates().sumOfMagnitudes(gradients))
            : learningRate;
    double[] at = {0};
    WolfeSearch.Line line =
        step -> {
          at[0] = step;
          memory.move(step, weights);
          return new Point(step, evaluate.getAsDouble(), memory.slope(gradients));
        };
    var found = WolfeSearch.search(line, new Point(0, value, slope), first);
    if (found.step() == 0) {
      memory.giveUp(weights, gradients);
      return value;
    }
    if (found.step() != at[0]) {
      line.at(found.step());
    }
    memory.remember(weights, gradients);
    return found.value();
  }

  /// Makes a function small from a starting point, with the usual settings, until no derivative is
  /// larger than 1e-9, no step makes it smaller, or 1000 evaluations are done:
  ///
  /// ```java
  /// Lbfgs.minimize((x, g) -> { g[0] = 2 * x[0]; return x[0] * x[0]; }, 3.0)
  /// ```
  public static Minimum minimize(Objective objective, double... start) {
    return new Lbfgs().run(objective, start);
  }

  /// Makes a function small with these settings; see [#minimize].
  public Minimum run(Objective objective, double... start) {
    return new Search(objective, start).run();
  }

  /// A function as a loss on the reference backend, which computes in double.
  private final class Search {
    private final Backend backend = new ScalarBackend();
    private final Objective objective;
    private final Slice weights;
    private final Slice gradients;
    private final Slice[] state = new Slice[memory()];
    private final double[] slope;
    private final List<double[]> path = new ArrayList<>();
    private double[] known = {};
    private double value;
    private int evaluations;

    Search(Objective objective, double[] start) {
      this.objective = objective;
      weights = Slice.of(backend.allocate(start.length));
      gradients = Slice.of(backend.allocate(start.length));
      Arrays.setAll(state, i -> Slice.of(backend.allocate(start.length)));
      slope = new double[start.length];
      for (int i = 0; i < start.length; i++) {
        weights.set(i, start[i]);
      }
    }

    Minimum run() {
      path.add(point());
      double last = evaluate();
      while (largestSlope() > TOLERANCE && evaluations < EVALUATIONS) {
        double next = iterate(backend, weights, gradients, state, this::evaluate);
        var moved = point();
        boolean stuck = !(next < last) && Arrays.equals(moved, path.getLast());
        path.add(moved);
        if (stuck || Double.isNaN(next)) {
          break;
        }
        last = next;
      }
      double best = evaluate();
      return new Minimum(point(), best, largestSlope(), evaluations, List.copyOf(path));
    }

    /// Computes the function unless the weights are those of the last time.
    private double evaluate() {
      var x = point();
      if (evaluations == 0 || !Arrays.equals(x, known)) {
        known = x;
        value = objective.at(x.clone(), slope);
        evaluations++;
        for (int i = 0; i < slope.length; i++) {
          gradients.set(i, slope[i]);
        }
      }
      return value;
    }

    private double largestSlope() {
      double largest = 0;
      for (int i = 0; i < gradients.length(); i++) {
        largest = Math.max(largest, Math.abs(gradients.get(i)));
      }
      return largest;
    }

    private double[] point() {
      var x = new double[weights.length()];
      for (int i = 0; i < x.length; i++) {
        x[i] = weights.get(i);
      }
      return x;
    }
  }
}
