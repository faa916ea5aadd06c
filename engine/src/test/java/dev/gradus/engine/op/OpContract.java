package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Closeness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// What every operation owes, checked for a list of cases:
///
/// - its shape rule;
/// - gradients that equal numeric ones (central differences, in double on the reference) to 1e-6,
///   written over what was there or added to it exactly, whichever inputs want one;
/// - truth about what its backward pass reads;
/// - on every backend the numbers of the reference, within float rounding, also for one sample and
///   for none;
/// - the same bits for every number of threads.
final class OpContract {
  private static final double STEP = 1e-5;
  private static final double GRADIENT_TOLERANCE = 1e-6;

  private OpContract() {}

  /// The tests for the cases of one operation. The last one prints the largest errors.
  static Stream<DynamicTest> of(OpCase... cases) {
    var errors = new Errors();
    var tests = new ArrayList<DynamicTest>();
    for (var c : cases) {
      tests.add(dynamicTest("shape of " + c, () -> shape(c)));
      tests.add(dynamicTest("gradients of " + c, () -> gradients(c, errors)));
      tests.add(dynamicTest("accumulation of " + c, () -> accumulation(c)));
      tests.add(dynamicTest("backends on " + c, () -> backends(c, errors)));
      tests.add(dynamicTest("threads on " + c, () -> threads(c)));
      if (!c.batched().isEmpty()) {
        for (int batch = 0; batch < 2; batch++) {
          var small = c.withBatch(batch);
          tests.add(dynamicTest("batch of " + batch + ": " + small, () -> smallBatch(small)));
        }
      }
    }
    var name = cases[0].op().name();
    tests.add(dynamicTest("errors of " + name, () -> errors.print(name, cases.length)));
    return tests.stream();
  }

  /// A test that an operation refuses shapes with a message that names them and helps.
  static DynamicTest refuses(Op op, List<Shape> shapes, String... expected) {
    return dynamicTest(
        op + " refuses " + shapes,
        () -> {
          var e = assertThrows(ShapeException.class, () -> op.outputShape(shapes));
          var message = Objects.requireNonNull(e.getMessage());
          for (var shape : shapes) {
            assertTrue(message.contains(shape.toString()), () -> shape + " is not in: " + message);
          }
          for (var part : expected) {
            assertTrue(message.contains(part), () -> part + " is not in: " + message);
          }
          assertTrue(message.endsWith(".") || message.endsWith("?"), message);
        });
  }

  private static final class Errors {
    private double gradient;
    private double backends;

    void print(String name, int cases) {
      System.out.printf(
          Locale.ROOT,
          "op %-20s %2d cases, gradient check %.1e, float backends %.1e%n",
          name,
          cases,
          gradient,
          backends);
    }
  }

  private static void shape(OpCase c) {
    assertEquals(c.output(), c.op().outputShape(c.shapes()));
    assertFalse(c.op().name().isBlank());
    assertTrue(c.op().macs(c.shapes()) >= 0);
  }

  private static boolean[] differentiable(OpCase c) {
    var wanted = new boolean[c.inputs().size()];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = c.op().differentiable(i);
    }
    return wanted;
  }

  private static double[] gradOutput(OpCase c) {
    return new Arena(Backends.reference(), 3).randoms(c.output().size());
  }

  private static void gradients(OpCase c, Errors errors) {
    var numbers = OpRun.numbers(c);
    var wanted = differentiable(c);
    var gradOutput = gradOutput(c);
    var result = new OpRun(Backends.reference(), c, numbers).backward(gradOutput, wanted, null);
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i]) {
        var expected = numeric(c, numbers, i, gradOutput);
        double error = relativeError(expected, result.gradient(i));
        errors.gradient = Math.max(errors.gradient, error);
        if (!(error < GRADIENT_TOLERANCE)) {
          throw new AssertionError(
              "gradient of input "
                  + i
                  + ": error "
                  + error
                  + "\nnumeric  "
                  + Arrays.toString(expected)
                  + "\nanalytic "
                  + Arrays.toString(result.gradient(i)));
        }
      }
    }
  }

  /// Central differences of sum(gradOutput * y).
  private static double[] numeric(OpCase c, double[][] numbers, int input, double[] gradOutput) {
    var gradient = new double[numbers[input].length];
    for (int i = 0; i < gradient.length; i++) {
      double x = numbers[input][i];
      double step = STEP * Math.max(1, Math.abs(x));
      numbers[input][i] = x + step;
      var above = new OpRun(Backends.reference(), c, numbers).forward();
      numbers[input][i] = x - step;
      var below = new OpRun(Backends.reference(), c, numbers).forward();
      numbers[input][i] = x;
      for (int k = 0; k < above.length; k++) {
        gradient[i] += gradOutput[k] * (above[k] - below[k]) / (2 * step);
      }
    }
    return gradient;
  }

  /// The largest difference relative to the largest entry of the gradient.
  private static double relativeError(double[] expected, double[] actual) {
    double scale = 1e-12;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.max(Math.abs(expected[i]), Math.abs(actual[i])));
      difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
      if (Double.isNaN(actual[i])) {
        return Double.NaN;
      }
    }
    return difference / scale;
  }

  /// On the reference: old value plus gradient, exactly; also one input at a time.
  private static void accumulation(OpCase c) {
    var numbers = OpRun.numbers(c);
    var wanted = differentiable(c);
    var gradOutput = gradOutput(c);
    var run = new OpRun(Backends.reference(), c, numbers);
    var fresh = run.backward(gradOutput, wanted, null);
    for (int i = 0; i < wanted.length; i++) {
      if (!wanted[i]) {
        continue;
      }
      var only = new boolean[wanted.length];
      only[i] = true;
      var gradient = fresh.gradient(i);
      assertArrayEquals(gradient, run.backward(gradOutput, only, null).gradient(i));
      var old = new double[wanted.length][];
      old[i] = new Arena(Backends.reference(), i).randoms(gradient.length);
      var expected = new double[gradient.length];
      for (int k = 0; k < expected.length; k++) {
        expected[k] = old[i][k] + gradient[k];
      }
      assertArrayEquals(expected, run.backward(gradOutput, only, old).gradient(i));
    }
  }

  private static void backends(OpCase c, Errors errors) {
    Backends.fast().forEach(backend -> compare(c, backend, errors));
  }

  private static void compare(OpCase c, Backend backend, Errors errors) {
    var numbers = OpRun.numbers(c);
    var wanted = differentiable(c);
    var gradOutput = gradOutput(c);
    double tolerance = Closeness.tolerance(terms(c));
    var reference = new OpRun(Backends.reference(), c, numbers);
    var fast = new OpRun(backend, c, numbers);
    var inference = Closeness.check("inference", reference.forward(), fast.forward(), tolerance);
    errors.backends = Math.max(errors.backends, inference);
    for (boolean accumulate : new boolean[] {false, true}) {
      var old = accumulate ? new double[wanted.length][] : null;
      for (int i = 0; old != null && i < wanted.length; i++) {
        old[i] = new Arena(Backends.reference(), i).randoms(numbers[i].length);
      }
      var expected = reference.backward(gradOutput, wanted, old);
      var actual = fast.backward(gradOutput, wanted, old);
      double error = Closeness.check("output", expected.output(), actual.output(), tolerance);
      errors.backends = Math.max(errors.backends, error);
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i]) {
          var what = "gradient of input " + i + (accumulate ? ", accumulated" : "");
          error = Closeness.check(what, expected.gradient(i), actual.gradient(i), tolerance);
          errors.backends = Math.max(errors.backends, error);
        }
      }
    }
  }

  /// A bound for the length of the longest sum: all the work, done for the smallest tensor.
  private static long terms(OpCase c) {
    long work = Math.max(c.op().macs(c.shapes()), c.output().size());
    long smallest = Math.max(1, c.output().size());
    for (var shape : c.shapes()) {
      work = Math.max(work, shape.size());
      smallest = Math.min(smallest, Math.max(1, shape.size()));
    }
    return Math.max(1, work / smallest);
  }

  private static void threads(OpCase c) {
    var numbers = OpRun.numbers(c);
    var wanted = differentiable(c);
    var gradOutput = gradOutput(c);
    Backends.threaded()
        .forEach(group -> {
          var first = new OpRun(group[0], c, numbers).backward(gradOutput, wanted, null);
          for (var backend : group) {
            var next = new OpRun(backend, c, numbers).backward(gradOutput, wanted, null);
            assertArrayEquals(first.output(), next.output(), backend.name());
            for (int i = 0; i < wanted.length; i++) {
              if (wanted[i]) {
                assertArrayEquals(first.gradient(i), next.gradient(i), backend.name());
              }
            }
          }
        });
  }

  private static void smallBatch(OpCase c) {
    Backends.all().forEach(backend -> compare(c, backend, new Errors()));
  }
}
