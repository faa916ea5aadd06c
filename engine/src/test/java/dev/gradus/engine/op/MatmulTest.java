package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MatmulTest {
  private static final Op OP = new Matmul();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(3, 5).input(5, 7).gives(3, 7).batched(0),
        OpCase.of(OP).input(1, 33).input(33, 1).gives(1, 1),
        OpCase.of(OP).input(17, 3).input(3, 19).gives(17, 19),
        OpCase.of(OP).input(4, 0).input(0, 3).gives(4, 3),
        OpCase.of(OP).input(2, 3, 5).input(5, 4).gives(2, 3, 4).batched(0),
        OpCase.of(OP).input(3, 2, 5).input(3, 5, 4).gives(3, 2, 4).batched(0, 1));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            OP, List.of(Shape.of(2, 3), Shape.of(4, 5)), "3 columns, 4 rows", "Transpose"),
        OpContract.refuses(OP, List.of(Shape.of(3), Shape.of(3, 5)), "Reshape a vector"),
        OpContract.refuses(OP, List.of(Shape.of(2, 3), Shape.of(2, 3, 4)), "[batch, m, k]"),
        OpContract.refuses(OP, List.of(Shape.of(2, 3, 4), Shape.of(3, 4, 5)), "same number"));
  }

  @Test
  void byHand() {
    var run =
        new OpRun(
            Backends.reference(),
            OP,
            List.of(Shape.of(2, 2), Shape.of(2, 2)),
            new double[][] {{1, 2, 3, 4}, {5, 6, 7, 8}});
    assertArrayEquals(new double[] {19, 22, 43, 50}, run.forward());
  }

  @Test
  void countsWork() {
    assertEquals(3 * 5 * 7, OP.macs(List.of(Shape.of(3, 5), Shape.of(5, 7))));
    assertEquals(2 * 3 * 5 * 7, OP.macs(List.of(Shape.of(2, 3, 5), Shape.of(2, 5, 7))));
  }
}
