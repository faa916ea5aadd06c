package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MeanSquaredErrorTest {
  private static final Op OP = new MeanSquaredError();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(5, 3).input(5, 3).gives().batched(0, 1),
        OpCase.of(OP).input(17).input(17).gives().batched(0, 1),
        OpCase.of(OP).input().input().gives());
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(OP, List.of(Shape.of(64, 1), Shape.of(64)), "Reshape the targets"));
  }

  @Test
  void byHand() {
    var run =
        new OpRun(
            Backends.reference(),
            OP,
            List.of(Shape.of(2), Shape.of(2)),
            new double[][] {{1, 5}, {3, 4}});
    var result = run.backward(new double[] {1}, new boolean[] {true, true}, null);
    assertArrayEquals(new double[] {2.5}, result.output());
    assertArrayEquals(new double[] {-2, 1}, result.gradient(0));
    assertArrayEquals(new double[] {2, -1}, result.gradient(1));
  }
}
