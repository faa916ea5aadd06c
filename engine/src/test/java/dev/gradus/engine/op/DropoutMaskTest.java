package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DropoutMaskTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new DropoutMask(0.5)).input(3, 7).gives(3, 7).batched(0),
        OpCase.of(new DropoutMask(0.2)).input(5, 3, 3, 3).gives(5, 3, 3, 3).batched(0),
        OpCase.of(new DropoutMask(0)).input(3, 7).gives(3, 7));
  }

  @Test
  void theRateIsTheShareOfDroppedNumbers() {
    int n = 40_000;
    var ones = new double[n];
    Arrays.fill(ones, 1);
    for (double rate : new double[] {0.1, 0.5, 0.8}) {
      var run =
          new OpRun(
              Backends.reference(),
              new DropoutMask(rate),
              List.of(Shape.of(n)),
              new double[][] {ones});
      var y = run.forward();
      double dropped = Arrays.stream(y).filter(v -> v == 0).count() / (double) n;
      assertEquals(rate, dropped, 0.01);
      assertEquals(1, Arrays.stream(y).average().orElseThrow(), 0.04);
      assertTrue(Arrays.stream(y).allMatch(v -> v == 0 || Math.abs(v * (1 - rate) - 1) < 1e-12));
    }
  }

  @Test
  void theBackwardPassUsesTheSameMask() {
    var ones = new double[100];
    Arrays.fill(ones, 1);
    var run =
        new OpRun(
            Backends.reference(),
            new DropoutMask(0.5),
            List.of(Shape.of(100)),
            new double[][] {ones});
    var result = run.backward(ones, new boolean[] {true}, null);
    assertArrayEquals(result.output(), result.gradient(0));
  }

  @Test
  void refusesImpossibleRates() {
    for (double rate : new double[] {-0.1, 1, 1.5, Double.NaN}) {
      var e = assertThrows(GradusException.class, () -> new DropoutMask(rate));
      assertTrue(String.valueOf(e.getMessage()).contains("0 <= rate < 1"));
    }
  }
}
