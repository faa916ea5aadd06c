package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SoftmaxRowsTest {
  private static final Op OP = new SoftmaxRows();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(3, 7).gives(3, 7).batched(0),
        OpCase.of(OP).input(2, 3, 5).gives(2, 3, 5).batched(0),
        OpCase.of(OP).input(19).gives(19));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(OP, List.of(Shape.of()), "[..., classes]"));
  }

  @Test
  @Covers("B21")
  void largeScoresDoNotOverflow() {
    var numbers = new double[][] {{1000, 1000, -1000}};
    Backends.all()
        .forEach(backend -> {
          var y = new OpRun(backend, OP, List.of(Shape.of(1, 3)), numbers).forward();
          assertEquals(1, Arrays.stream(y).sum(), 1e-6);
          assertArrayEquals(new double[] {0.5, 0.5, 0}, y, 1e-6);
        });
  }
}
