package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.tanh;
import static dev.gradus.engine.Optimizers.lbfgs;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"C08"})
class LbfgsTest {
  /// Rosenbrock's banana valley, minimum 0 at (1, 1).
  private static double rosenbrock(double[] x, double[] g) {
    double a = 1 - x[0];
    double b = x[1] - x[0] * x[0];
    g[0] = -2 * a - 400 * x[0] * b;
    g[1] = 200 * b;
    return a * a + 100 * b * b;
  }

  @Test
  void findsRosenbrocksMinimumInLessThanAHundredEvaluations() {
    var counted = new int[1];
    var found =
        Lbfgs.minimize(
            (x, g) -> {
              counted[0]++;
              return rosenbrock(x, g);
            },
            -1.2,
            1);
    assertEquals(1, found.point()[0], 1e-6);
    assertEquals(1, found.point()[1], 1e-6);
    assertTrue(found.value() < 1e-12, found.toString());
    assertTrue(found.evaluations() < 100, found.toString());
    assertEquals(counted[0], found.evaluations());
    assertArrayEquals(new double[] {-1.2, 1}, found.path().getFirst());
    assertArrayEquals(found.point(), found.path().getLast());
    for (int i = 1; i < found.path().size(); i++) {
      double before = rosenbrock(found.path().get(i - 1), new double[2]);
      assertTrue(rosenbrock(found.path().get(i), new double[2]) <= before);
    }
  }

  @Test
  void otherStartsAndMemories() {
    for (int pairs : new int[] {1, 3, 20}) {
      for (double[] start : new double[][] {{-1.2, 1}, {3, -2}, {-5, 40}, {0, 0}}) {
        var found = new Lbfgs().pairs(pairs).run(LbfgsTest::rosenbrock, start);
        assertTrue(found.value() < 1e-10, found.toString());
      }
    }
  }

  @Test
  void aQuadraticOfManyWeights() {
    int n = 50;
    var found =
        Lbfgs.minimize(
            (x, g) -> {
              double sum = 0;
              for (int i = 0; i < n; i++) {
                double curve = 1 + i;
                g[i] = curve * (x[i] - i);
                sum += curve * (x[i] - i) * (x[i] - i) / 2;
              }
              return sum;
            },
            new double[n]);
    assertTrue(found.gradient() < 1e-8, found.toString());
    assertTrue(found.evaluations() < 100, found.toString());
    for (int i = 0; i < n; i++) {
      assertEquals(i, found.point()[i], 1e-8);
    }
  }

  @Test
  void startingAtTheMinimumOrWithoutWeightsEndsAtOnce() {
    var there = Lbfgs.minimize(LbfgsTest::rosenbrock, 1, 1);
    assertEquals(1, there.evaluations());
    assertEquals(1, there.path().size());
    var empty = Lbfgs.minimize((x, g) -> 5);
    assertEquals(5, empty.value());
  }

  @Test
  void aPlaceWithoutAFiniteValueIsAvoided() {
    // -ln x + x: not a number for x < 0, minimum at 1
    var found =
        Lbfgs.minimize(
            (x, g) -> {
              g[0] = 1 - 1 / x[0];
              return x[0] - Math.log(x[0]);
            },
            8);
    assertEquals(1, found.point()[0], 1e-6);
    var lost = Lbfgs.minimize((x, g) -> Double.NaN, 3);
    assertArrayEquals(new double[] {3}, lost.point());
  }

  /// The regression sum (x.w - y)^2 / 2 as a loss on a backend.
  private static final class Loss {
    private final Backend backend;
    private final Arena memory;
    private final Slice w;
    private final Slice g;
    private final Slice[] state;
    private final double[] goal;
    private int evaluations;

    Loss(Backend backend, int n, Lbfgs optimizer) {
      this.backend = backend;
      memory = new Arena(backend, n);
      goal = memory.randoms(n);
      w = memory.random(n);
      g = memory.target(n);
      state = OptimizerContract.state(optimizer, memory, n);
    }

    double evaluate() {
      evaluations++;
      double sum = 0;
      for (int i = 0; i < goal.length; i++) {
        double curve = 1 + i % 5;
        double gap = w.get(i) - goal[i];
        g.set(i, curve * gap);
        sum += curve * gap * gap / 2;
      }
      return sum;
    }

    List<Double> run(Lbfgs optimizer, int iterations) {
      var values = new ArrayList<Double>();
      for (int i = 0; i < iterations; i++) {
        values.add(optimizer.iterate(backend, w, g, state, this::evaluate));
      }
      memory.check();
      return values;
    }
  }

  @Test
  void iterationsOnEveryBackend() {
    Backends.all()
        .forEach(backend -> {
          for (int n : new int[] {0, 1, 7, 33}) {
            var loss = new Loss(backend, n, lbfgs());
            var values = loss.run(lbfgs(), 25);
            for (int i = 1; i < values.size(); i++) {
              assertTrue(values.get(i) <= values.get(i - 1), values.toString());
            }
            assertEquals(0, values.getLast(), 1e-8);
            assertArrayEquals(loss.goal, Arena.toArray(loss.w), 1e-4);
            // loss and gradients are those of the weights
            double[] left = Arena.toArray(loss.g);
            assertEquals(values.getLast(), loss.evaluate(), 1e-12);
            assertArrayEquals(Arena.toArray(loss.g), left);
          }
        });
  }

  /// Exclusive or, by a network of 22 weights.
  @Test
  void trainsASmallNetwork() {
    var model = Model.sequential(Shape.of(2), dense(4), tanh(), dense(2)).seed(3);
    var x = Tensor.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    var labels = Tensor.of(0, 1, 1, 0);
    var backend = model.device().backend();
    var weights = model.parameters().values();
    var gradients = model.parameters().gradients();
    var state = new Slice[lbfgs().memory()];
    Arrays.setAll(state, i -> Slice.of(backend.allocate(weights.length())));
    double loss = 1;
    for (int i = 0; i < 60 && loss > 1e-3; i++) {
      loss =
          lbfgs()
              .iterate(
                  backend,
                  weights,
                  gradients,
                  state,
                  () -> {
                    backend.fill(gradients, 0);
                    var value = model.forward(x).crossEntropy(labels);
                    value.backward();
                    return value.item();
                  });
    }
    assertEquals(0, loss, 1e-3);
    assertArrayEquals(new int[] {0, 1, 1, 0}, model.forward(x).argmax());
  }

  @Test
  void theSameBitsOnAnyNumberOfThreads() {
    Backends.threaded()
        .forEach(group -> {
          var first = new Loss(group[0], 9000, lbfgs());
          first.run(lbfgs(), 4);
          for (var backend : group) {
            var next = new Loss(backend, 9000, lbfgs());
            next.run(lbfgs(), 4);
            assertArrayEquals(Arena.toArray(first.w), Arena.toArray(next.w), backend.name());
            assertEquals(first.evaluations, next.evaluations);
          }
        });
  }

  /// 2 m + 3 numbers a weight: for the 23,860 of a 784-30-10 network less than a hundredth of the
  /// 2.28 GB of a full matrix.
  @Test
  void memoryGrowsWithTheWeightsAndNotWithTheirSquare() {
    assertEquals(23, lbfgs().memory());
    long weights = 23_860;
    assertEquals(2.28e9, 4.0 * weights * weights, 0.005e9);
    assertTrue(4L * lbfgs().memory() * weights < 2.28e9 / 100);
  }

  @Test
  void errorsTeach() {
    var e =
        assertThrows(
            GradusException.class,
            () -> {
              var loss = new Loss(Backends.reference(), 3, lbfgs());
              lbfgs().step(loss.backend, 1, loss.w, loss.g, loss.state);
            });
    assertTrue(String.valueOf(e.getMessage()).contains("adam()"));
    OptimizerContract.refused("0", () -> lbfgs().pairs(0));
    OptimizerContract.refused("-1.0", () -> lbfgs().learningRate(-1));
    assertEquals(0.5, lbfgs().learningRate(0.5).learningRate());
  }
}
