package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class PermuteTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(Permute.of(0, 2, 3, 1)).input(2, 3, 4, 5).gives(2, 4, 5, 3).batched(0),
        OpCase.of(Permute.of(2, 0, 1)).input(3, 4, 5).gives(5, 3, 4),
        OpCase.of(Permute.of(1, 0)).input(3, 7).gives(7, 3).batched(0),
        OpCase.of(Permute.of(0)).input(4).gives(4),
        OpCase.of(Permute.of()).input().gives());
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(Permute.of(0, 1), List.of(Shape.of(2, 3, 4)), "[0, 1]"),
        OpContract.refuses(Permute.of(0, 0), List.of(Shape.of(2, 3)), "[0, 0]"));
  }

  @Test
  void channelsLast() {
    var run =
        new OpRun(
            Backends.reference(),
            Permute.of(1, 2, 0),
            List.of(Shape.of(3, 1, 2)),
            new double[][] {{1, 2, 10, 20, 100, 200}});
    assertArrayEquals(new double[] {1, 10, 100, 2, 20, 200}, run.forward());
  }
}
