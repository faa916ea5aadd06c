package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.OpRun;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// Compares outputs and gradients of operations with PyTorch's, to 1e-5 on every backend.
final class OpGolden {
  private static final double TOLERANCE = 1e-5;

  private OpGolden() {}

  /// The tests of golden files by name.
  ///
  /// @param operations for every file how to make the operation of a case
  static Stream<DynamicTest> tests(Map<String, Function<Case, Op>> operations) {
    var tests = new ArrayList<DynamicTest>();
    Backends.all()
        .forEach(backend ->
            operations.keySet().stream()
                .sorted()
                .forEach(file ->
                    tests.addAll(
                        tests(backend, file, Objects.requireNonNull(operations.get(file)))
                            .toList())));
    return tests.stream();
  }

  private static Stream<DynamicTest> tests(Backend backend, String file, Function<Case, Op> make) {
    var largest = new double[1];
    var cases = Golden.cases(file);
    var tests =
        cases.stream()
            .map(c ->
                dynamicTest(
                    file + ", " + c.name() + " on " + backend.name(),
                    () -> largest[0] = Math.max(largest[0], run(backend, make.apply(c), c))));
    var report =
        dynamicTest(
            file + " on " + backend.name(),
            () ->
                System.out.printf(
                    Locale.ROOT,
                    "golden %-20s %2d cases, largest difference %.1e, %s%n",
                    file,
                    cases.size(),
                    largest[0],
                    backend.name()));
    return Stream.concat(tests, Stream.of(report));
  }

  private static double run(Backend backend, Op op, Case c) {
    var inputs = c.list("inputs");
    var shapes = inputs.stream().map(Golden.Numbers::shape).toList();
    var data = inputs.stream().map(Golden.Numbers::data).toArray(double[][]::new);
    var wanted = new boolean[data.length];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = c.gradient(i) != null;
      assertEquals(op.differentiable(i), wanted[i]);
    }
    var expected = c.numbers("output");
    assertEquals(expected.shape(), op.outputShape(shapes));
    var result =
        new OpRun(backend, op, shapes, data).backward(c.numbers("gradOutput").data(), wanted, null);
    double worst = Golden.difference(expected.data(), result.output());
    for (int i = 0; i < wanted.length; i++) {
      var gradient = c.gradient(i);
      if (gradient != null) {
        worst = Math.max(worst, Golden.difference(gradient.data(), result.gradient(i)));
      }
    }
    double error = worst;
    assertTrue(error <= TOLERANCE, () -> "differs by " + error);
    return error;
  }
}
