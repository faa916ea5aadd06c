package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SliceOpTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new SliceOp(1, 1, 3)).input(2, 5, 3).gives(2, 2, 3).batched(0),
        OpCase.of(new SliceOp(0, 2, 3)).input(5, 3).gives(1, 3),
        OpCase.of(new SliceOp(-1, 0, 4)).input(2, 3, 7).gives(2, 3, 4).batched(0),
        OpCase.of(new SliceOp(0, 0, 4)).input(4).gives(4),
        OpCase.of(new SliceOp(0, 2, 2)).input(4, 3).gives(0, 3));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(new SliceOp(1, 1, 4), List.of(Shape.of(2, 3)), "1 .. 4"),
        OpContract.refuses(new SliceOp(1, 2, 1), List.of(Shape.of(2, 3)), "2 .. 1"),
        OpContract.refuses(new SliceOp(2, 0, 1), List.of(Shape.of(2, 3)), "axis"));
  }

  @Test
  void byHand() {
    var run =
        new OpRun(
            Backends.reference(),
            new SliceOp(1, 1, 3),
            List.of(Shape.of(2, 3)),
            new double[][] {{1, 2, 3, 4, 5, 6}});
    var result = run.backward(new double[] {7, 8, 9, 10}, new boolean[] {true}, null);
    assertArrayEquals(new double[] {2, 3, 5, 6}, result.output());
    assertArrayEquals(new double[] {0, 7, 8, 0, 9, 10}, result.gradient(0));
  }
}
