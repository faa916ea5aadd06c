package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import dev.gradus.engine.backend.BinaryFunction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class BinaryTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return Arrays.stream(BinaryFunction.values()).flatMap(BinaryTest::contract);
  }

  private static Stream<DynamicTest> contract(BinaryFunction f) {
    var right = f == BinaryFunction.DIVIDE ? OpCase.Values.POSITIVE : OpCase.Values.ANY;
    var op = new Binary(f);
    return OpContract.of(
        OpCase.of(op).input(3, 7).input(right, 3, 7).gives(3, 7).batched(0, 1),
        OpCase.of(op).input(5, 3).input(right, 3).gives(5, 3).batched(0),
        OpCase.of(op).input(3).input(right, 5, 3).gives(5, 3).batched(1),
        OpCase.of(op).input(4, 1).input(right, 1, 5).gives(4, 5),
        OpCase.of(op).input(2, 3).input(right).gives(2, 3).batched(0),
        OpCase.of(op).input(1, 3, 1).input(right, 2, 1, 4).gives(2, 3, 4),
        OpCase.of(op).input(2, 3, 4, 5).input(right, 3, 1, 1).gives(2, 3, 4, 5).batched(0),
        OpCase.of(op).input().input(right).gives());
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            new Binary(BinaryFunction.ADD),
            List.of(Shape.of(2, 3), Shape.of(4)),
            "add",
            "reshape"));
  }

  @Test
  void halfOfTheGradientGoesToEachSideOfATie() {
    var run =
        new OpRun(
            Backends.reference(),
            new Binary(BinaryFunction.MAXIMUM),
            List.of(Shape.of(3), Shape.of(3)),
            new double[][] {{1, 2, 3}, {1, 3, 2}});
    var result = run.backward(new double[] {10, 20, 30}, new boolean[] {true, true}, null);
    assertArrayEquals(new double[] {5, 0, 30}, result.gradient(0));
    assertArrayEquals(new double[] {5, 20, 0}, result.gradient(1));
  }
}
