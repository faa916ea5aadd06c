package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ClampTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    double infinity = Double.POSITIVE_INFINITY;
    return OpContract.of(
        OpCase.of(new Clamp(-0.7, 0.9)).input(3, 7).gives(3, 7).batched(0),
        OpCase.of(new Clamp(0.3, infinity)).input(19).gives(19),
        OpCase.of(new Clamp(-infinity, -0.1)).input(19).gives(19));
  }

  @Test
  void theBoundsThemselvesHaveTheGradient() {
    Backends.all()
        .forEach(backend -> {
          var x = new double[][] {{-2, -1, 0, 1, 2, Double.NaN}};
          var run = new OpRun(backend, new Clamp(-1, 1), List.of(Shape.of(6)), x);
          assertArrayEquals(new double[] {-1, -1, 0, 1, 1, Double.NaN}, run.forward());
          var ones = new double[] {1, 1, 1, 1, 1, 1};
          var dx = run.backward(ones, new boolean[] {true}, null).gradient(0);
          assertArrayEquals(new double[] {0, 1, 1, 1, 0, 0}, dx);
        });
  }

  @Test
  void boundsInTheWrongOrderAreRefused() {
    var e = assertThrows(GradusException.class, () -> new Clamp(1, -1));
    assertTrue(e.getMessage().contains("1.0 and -1.0"), e.getMessage());
    assertThrows(GradusException.class, () -> new Clamp(Double.NaN, 1));
  }
}
