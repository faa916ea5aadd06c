package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SelectTest {
  private static final Op OP = new Select();

  @TestFactory
  Stream<DynamicTest> contract() {
    var flags = OpCase.Values.labels(2);
    return OpContract.of(
        OpCase.of(OP).input(flags, 3, 5).input(3, 5).input(3, 5).gives(3, 5).batched(0, 1, 2),
        OpCase.of(OP).input(flags, 17).input().input(17).gives(17),
        OpCase.of(OP).input(flags, 17).input(17).input(1).gives(17),
        OpCase.of(OP).input(flags, 6).input().input().gives(6),
        OpCase.of(OP).input(flags).input(4).input(4).gives(4),
        OpCase.of(OP).input(flags).input().input().gives());
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            OP, List.of(Shape.of(3), Shape.of(4), Shape.of(3)), "one shape", "single numbers"));
  }

  @Test
  void whatIsNotTakenDoesNotMatter() {
    Backends.all()
        .forEach(backend -> {
          double nan = Double.NaN;
          var inputs = new double[][] {{1, 0, -3, nan}, {1, nan, 3, 4}, {nan, 6, nan, 8}};
          var four = Shape.of(4);
          var y = new OpRun(backend, OP, List.of(four, four, four), inputs).forward();
          assertArrayEquals(new double[] {1, 6, 3, 4}, y);
        });
  }
}
