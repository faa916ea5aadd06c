package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.ErrorFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MeanErrorTest {
  private static final OpCase.Values SIGNS =
      (random, n) -> {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = random.nextInt(2) * 2 - 1;
        }
        return values;
      };
  private static final OpCase.Values SHARES =
      (random, n) -> {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = random.nextInt(5) / 4.0;
        }
        return values;
      };

  private static OpCase.Values targets(ErrorFunction f) {
    return switch (f) {
      case HINGE -> SIGNS;
      case BINARY_CROSS_ENTROPY -> SHARES;
      case SQUARED, ABSOLUTE, HUBER -> OpCase.Values.POSITIVE;
    };
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return Arrays.stream(ErrorFunction.values())
        .flatMap(f ->
            OpContract.of(
                OpCase.of(new MeanError(f, 0.9))
                    .input(4, 3)
                    .input(targets(f), 4, 3)
                    .gives()
                    .batched(0, 1),
                OpCase.of(new MeanError(f, 0.9)).input(2, 2, 5).input(targets(f), 2, 2, 5).gives(),
                OpCase.of(new MeanError(f, 0.9)).input(7).input(targets(f), 7).gives()));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            new MeanError(ErrorFunction.ABSOLUTE),
            List.of(Shape.of(5, 1), Shape.of(5)),
            "targets of the shape",
            "Reshape"));
  }

  @Test
  void parametersAreChecked() {
    assertThrows(GradusException.class, () -> new MeanError(ErrorFunction.HUBER, 0));
    assertThrows(GradusException.class, () -> new MeanError(ErrorFunction.HINGE, Double.NaN));
    assertFalse(new MeanError(ErrorFunction.ABSOLUTE).differentiable(1));
  }

  private static double loss(ErrorFunction f, double parameter, double x, double t) {
    return new OpRun(
            Backends.reference(),
            new MeanError(f, parameter),
            List.of(Shape.of(1), Shape.of(1)),
            new double[][] {{x}, {t}})
        .forward()[0];
  }

  @Test
  @Covers({"B35"})
  void numbersByHand() {
    assertEquals(4, loss(ErrorFunction.SQUARED, 0, 3, 1), 1e-12);
    assertEquals(2, loss(ErrorFunction.ABSOLUTE, 0, 3, 1), 1e-12);
    assertEquals(0.125, loss(ErrorFunction.HUBER, 1, 1.5, 1), 1e-12);
    assertEquals(1.5, loss(ErrorFunction.HUBER, 1, 3, 1), 1e-12);
    assertEquals(Math.log(2), loss(ErrorFunction.BINARY_CROSS_ENTROPY, 0, 0, 1), 1e-12);
    assertEquals(0.5, loss(ErrorFunction.HINGE, 1, 0.5, 1), 1e-12);
    assertEquals(0, loss(ErrorFunction.HINGE, 1, 2, 1), 1e-12);
  }
}
