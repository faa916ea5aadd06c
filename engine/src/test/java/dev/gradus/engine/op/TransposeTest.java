package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class TransposeTest {
  private static final Op OP = new Transpose();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(3, 7).gives(7, 3).batched(0),
        OpCase.of(OP).input(2, 3, 5).gives(2, 5, 3).batched(0),
        OpCase.of(OP).input(2, 1, 3, 4).gives(2, 1, 4, 3).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(OP, List.of(Shape.of(3)), "[rows, columns]"));
  }

  @Test
  void byHand() {
    var shapes = List.of(Shape.of(2, 3));
    var run = new OpRun(Backends.reference(), OP, shapes, new double[][] {{1, 2, 3, 4, 5, 6}});
    assertArrayEquals(new double[] {1, 4, 2, 5, 3, 6}, run.forward());
  }
}
