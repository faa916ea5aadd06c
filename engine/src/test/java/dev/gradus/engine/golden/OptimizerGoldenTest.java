package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.train.AdaGrad;
import dev.gradus.engine.train.Adadelta;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.AdamW;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.engine.train.RmsProp;
import dev.gradus.engine.train.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Ten steps of every optimizer equal PyTorch's on every backend.
@Covers({"C02", "C03", "C04", "C05", "C06"})
final class OptimizerGoldenTest {
  private static final double EXACT = 1e-6;
  private static final double FAST = 1e-5;

  private static Optimizer optimizer(String file, Case c) {
    double rate = c.number("lr");
    var kind = file.equals("optimizers") ? c.name().replaceAll(",.*", "") : file;
    return switch (kind) {
      case "sgd" ->
          new Sgd(rate, c.number("momentum"), c.flag("nesterov"), c.number("weightDecay"));
      case "adam" -> adam(c);
      case "amsgrad" -> adam(c).amsgrad();
      case "adamW" ->
          new AdamW(
              rate,
              c.number("beta1"),
              c.number("beta2"),
              c.number("epsilon"),
              c.number("weightDecay"));
      case "adaGrad" -> new AdaGrad(rate, c.number("epsilon"), c.number("accumulator"));
      case "adadelta" -> new Adadelta(rate, c.number("rho"), c.number("epsilon"));
      case "rmsProp" ->
          new RmsProp(
              rate, c.number("rho"), c.number("epsilon"), c.number("momentum"), c.flag("centered"));
      default -> throw new AssertionError(kind);
    };
  }

  private static Adam adam(Case c) {
    return new Adam(c.number("lr"))
        .betas(c.number("beta1"), c.number("beta2"))
        .epsilon(c.number("epsilon"));
  }

  @TestFactory
  Stream<DynamicTest> steps() {
    var tests = new ArrayList<DynamicTest>();
    for (var file : List.of("sgd", "adam", "optimizers")) {
      for (var c : Golden.cases(file)) {
        Backends.all()
            .forEach(backend ->
                tests.add(
                    dynamicTest(
                        file + " " + c.name() + " on " + backend.name(),
                        () -> run(file, backend, c))));
      }
    }
    return tests.stream();
  }

  private static void run(String file, Backend backend, Case c) {
    double tolerance = backend.name().startsWith("scalar") ? EXACT : FAST;
    var optimizer = optimizer(file, c);
    var memory = new Arena(backend, 1);
    var weights = memory.slice(c.numbers("weights").data());
    var state = new Slice[optimizer.memory()];
    Arrays.setAll(state, i -> memory.slice(new double[weights.length()]));
    var gradients = c.list("gradients");
    var after = c.list("after");
    double worst = 0;
    for (int i = 0; i < gradients.size(); i++) {
      var gradient = memory.input(gradients.get(i).data());
      optimizer.step(backend, i + 1, weights, gradient, state);
      double error = Golden.difference(after.get(i).data(), Arena.toArray(weights));
      int number = i + 1;
      assertTrue(error <= tolerance, () -> "step " + number + " differs by " + error);
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
