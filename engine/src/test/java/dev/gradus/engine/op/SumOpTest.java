package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SumOpTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(SumOp.all()).input(3, 5, 7).gives().batched(0),
        OpCase.of(SumOp.all()).input().gives(),
        OpCase.of(new SumOp(null, true)).input(3, 5).gives(1, 1),
        OpCase.of(SumOp.along(0)).input(3, 5, 2).gives(5, 2).batched(0),
        OpCase.of(SumOp.along(1)).input(3, 5, 2).gives(3, 2).batched(0),
        OpCase.of(SumOp.along(-1)).input(3, 5, 7).gives(3, 5).batched(0),
        OpCase.of(new SumOp(1, true)).input(3, 5, 7).gives(3, 1, 7).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(SumOp.along(2), List.of(Shape.of(2, 3)), "from -2 to 1"),
        OpContract.refuses(SumOp.along(0), List.of(Shape.of())));
  }

  @Test
  void byHand() {
    var shapes = List.of(Shape.of(2, 3));
    var numbers = new double[][] {{1, 2, 3, 4, 5, 6}};
    var columns = new OpRun(Backends.reference(), SumOp.along(0), shapes, numbers);
    assertArrayEquals(new double[] {5, 7, 9}, columns.forward());
    var all = new OpRun(Backends.reference(), SumOp.all(), shapes, numbers);
    assertArrayEquals(new double[] {21}, all.forward());
  }
}
