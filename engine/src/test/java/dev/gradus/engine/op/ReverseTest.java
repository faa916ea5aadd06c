package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ReverseTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new Reverse()).input(3, 4).gives(3, 4),
        OpCase.of(new Reverse()).input(5).gives(5),
        OpCase.of(new Reverse()).input(0, 2).gives(0, 2));
  }

  @Test
  void bothDirectionsAreFlipped() {
    var run =
        new OpRun(
            Backends.reference(),
            new Reverse(),
            List.of(Shape.of(2, 3)),
            new double[][] {{1, 2, 3, 4, 5, 6}});
    assertArrayEquals(new double[] {6, 5, 4, 3, 2, 1}, run.forward());
  }
}
