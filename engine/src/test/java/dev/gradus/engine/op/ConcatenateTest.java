package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ConcatenateTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var channels = new Concatenate(1);
    return OpContract.of(
        OpCase.of(channels)
            .input(2, 3, 4, 4)
            .input(2, 1, 4, 4)
            .input(2, 2, 4, 4)
            .gives(2, 6, 4, 4)
            .batched(0, 1, 2),
        OpCase.of(new Concatenate(0)).input(2, 3).input(5, 3).gives(7, 3),
        OpCase.of(new Concatenate(-1)).input(3, 2, 1).input(3, 2, 4).gives(3, 2, 5).batched(0, 1),
        OpCase.of(channels).input(2, 3).gives(2, 3).batched(0),
        OpCase.of(channels).input(2, 3).input(2, 0).input(2, 1).gives(2, 4));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            new Concatenate(1), List.of(Shape.of(2, 3, 4, 4), Shape.of(2, 3, 5, 4)), "axis 1"),
        OpContract.refuses(new Concatenate(1), List.of(Shape.of(2, 3), Shape.of(2, 3, 4))));
  }

  @Test
  void byHand() {
    var run =
        new OpRun(
            Backends.reference(),
            new Concatenate(1),
            List.of(Shape.of(2, 1), Shape.of(2, 2)),
            new double[][] {{1, 2}, {3, 4, 5, 6}});
    assertArrayEquals(new double[] {1, 3, 4, 2, 5, 6}, run.forward());
  }
}
