package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MarginLossTest {
  private static final Op OP = new MarginLoss(1);

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(5, 10).input(OpCase.Values.labels(10), 5).gives().batched(0, 1),
        OpCase.of(new MarginLoss(0.6))
            .input(3, 4, 5)
            .input(OpCase.Values.labels(5), 3, 4)
            .gives()
            .batched(0, 1));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(OP, List.of(Shape.of(4, 3), Shape.of(4, 3)), "labels [rows]", "one-hot"),
        OpContract.refuses(OP, List.of(Shape.of(4), Shape.of(4)), "[rows, classes]"));
  }

  @Test
  void numbersByHand() {
    Backends.all()
        .forEach(backend -> {
          var run =
              new OpRun(
                  backend,
                  OP,
                  List.of(Shape.of(2, 3), Shape.of(2)),
                  new double[][] {{3, 1, 2.5, 0, 4, -1}, {0, 0}});
          var result = run.backward(new double[] {1}, new boolean[] {true, false}, null);
          assertEquals((0.5 + 5) / 2, result.output()[0], 1e-6);
          assertArrayEquals(new double[] {-0.5, 0, 0.5, -0.5, 0.5, 0}, result.gradient(0), 1e-6);
        });
  }

  @Test
  void aMarginMustBeAboveZero() {
    assertThrows(GradusException.class, () -> new MarginLoss(0));
  }
}
