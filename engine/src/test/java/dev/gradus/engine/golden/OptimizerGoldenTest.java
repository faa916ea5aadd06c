package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.golden.Golden.Case;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Ten steps of the optimiser kernels equal PyTorch's to 1e-5 on every backend.
final class OptimizerGoldenTest {
  private static final double TOLERANCE = 1e-5;

  /// One step of a case.
  private interface Step {
    void run(Backend backend, Case c, int number, Slice w, Slice g, Slice first, Slice second);
  }

  @TestFactory
  Stream<DynamicTest> sgd() {
    return tests("sgd", OptimizerGoldenTest::sgd);
  }

  @TestFactory
  Stream<DynamicTest> adam() {
    return tests("adam", OptimizerGoldenTest::adam);
  }

  private static void sgd(
      Backend backend, Case c, int number, Slice w, Slice g, Slice velocity, Slice unused) {
    double momentum = c.number("momentum");
    backend.sgd(
        c.number("lr"),
        momentum,
        c.flag("nesterov"),
        c.number("weightDecay"),
        w,
        g,
        momentum == 0 ? null : velocity);
  }

  private static void adam(
      Backend backend, Case c, int number, Slice w, Slice g, Slice m, Slice v) {
    double beta1 = c.number("beta1");
    double beta2 = c.number("beta2");
    backend.adam(
        c.number("lr"),
        beta1,
        beta2,
        c.number("epsilon"),
        1 - Math.pow(beta1, number),
        1 - Math.pow(beta2, number),
        w,
        g,
        m,
        v);
  }

  private static Stream<DynamicTest> tests(String file, Step step) {
    var tests = new ArrayList<DynamicTest>();
    Backends.all()
        .forEach(backend ->
            Golden.cases(file)
                .forEach(c ->
                    tests.add(
                        dynamicTest(
                            c.name() + " on " + backend.name(),
                            () -> run(file, backend, c, step)))));
    return tests.stream();
  }

  private static void run(String file, Backend backend, Case c, Step step) {
    var memory = new Arena(backend, 1);
    var weights = memory.slice(c.numbers("weights").data());
    var first = memory.slice(new double[weights.length()]);
    var second = memory.slice(new double[weights.length()]);
    var gradients = c.list("gradients");
    var after = c.list("after");
    double worst = 0;
    for (int i = 0; i < gradients.size(); i++) {
      var gradient = memory.input(gradients.get(i).data());
      step.run(backend, c, i + 1, weights, gradient, first, second);
      double error = Golden.difference(after.get(i).data(), Arena.toArray(weights));
      int number = i + 1;
      assertTrue(error <= TOLERANCE, () -> "step " + number + " differs by " + error);
      worst = Math.max(worst, error);
    }
    memory.check();
    System.out.printf(
        Locale.ROOT,
        "golden %-20s %2d steps, largest difference %.1e, %s%n",
        file + " " + c.name(),
        gradients.size(),
        worst,
        backend.name());
  }
}
