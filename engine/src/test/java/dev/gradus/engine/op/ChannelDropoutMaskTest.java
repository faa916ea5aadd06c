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

final class ChannelDropoutMaskTest {
  private static final Op HALF = new ChannelDropoutMask(0.5);

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(HALF).input(4, 5, 3, 3).gives(4, 5, 3, 3).batched(0),
        OpCase.of(HALF).input(4, 5, 7).gives(4, 5, 7).batched(0),
        OpCase.of(new ChannelDropoutMask(0.2)).input(5, 3, 2, 2).gives(5, 3, 2, 2).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(HALF, List.of(Shape.of(3, 7)), "no channels"));
  }

  @Test
  void channelsGoOrStayAsAWhole() {
    int channels = 4000;
    int pixels = 9;
    var ones = new double[channels * pixels];
    Arrays.fill(ones, 1);
    for (double rate : new double[] {0.2, 0.5, 0.8}) {
      var run =
          new OpRun(
              Backends.reference(),
              new ChannelDropoutMask(rate),
              List.of(Shape.of(40, 100, 3, 3)),
              new double[][] {ones});
      var r = run.backward(ones, new boolean[] {true}, null);
      assertArrayEquals(r.output(), r.gradient(0));
      int dropped = 0;
      for (int c = 0; c < channels; c++) {
        double first = r.output()[c * pixels];
        dropped += first == 0 ? 1 : 0;
        assertTrue(first == 0 || Math.abs(first * (1 - rate) - 1) < 1e-12);
        for (int i = 1; i < pixels; i++) {
          assertEquals(first, r.output()[c * pixels + i]);
        }
      }
      assertEquals(rate, dropped / (double) channels, 0.03);
    }
  }

  @Test
  void refusesImpossibleRates() {
    assertThrows(GradusException.class, () -> new ChannelDropoutMask(1));
    assertThrows(GradusException.class, () -> new ChannelDropoutMask(Double.NaN));
  }
}
