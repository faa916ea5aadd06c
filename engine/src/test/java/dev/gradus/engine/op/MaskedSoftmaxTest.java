package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MaskedSoftmaxTest {
  /// Of every row one step in three is padding; the last row of several has no real step.
  private static final OpCase.Values MASK =
      (random, n) -> {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = i % 3 == 1 ? 0 : 1;
        }
        return values;
      };

  private static final OpCase.Values NONE = (random, n) -> new double[n];

  @TestFactory
  Stream<DynamicTest> contract() {
    var op = new MaskedSoftmax();
    return OpContract.of(
        OpCase.of(op).input(2, 5).input(MASK, 2, 5).gives(2, 5).batched(0, 1),
        OpCase.of(op).input(3, 4, 7).input(MASK, 3, 7).gives(3, 4, 7).batched(0, 1),
        OpCase.of(op).input(2, 2, 3, 40).input(MASK, 2, 40).gives(2, 2, 3, 40).batched(0, 1),
        OpCase.of(op).input(2, 2, 3).input(NONE, 2, 3).gives(2, 2, 3).batched(0, 1));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            new MaskedSoftmax(), List.of(Shape.of(2, 3, 4), Shape.of(2, 3)), "[batch, steps]"),
        OpContract.refuses(new MaskedSoftmax(), List.of(Shape.of(3), Shape.of(3)), "real"));
  }

  @Test
  void paddingHasNoWeightAndRowsWithoutStepsNone() {
    var x = Tensor.of(new float[][] {{1, 1000, 1, 1}, {5, 6, 7, 8}});
    var mask = Tensor.of(new float[][] {{1, 0, 1, 0}, {0, 0, 0, 0}});
    var y = Tensor.apply(new MaskedSoftmax(), x, mask);
    assertArrayEquals(new float[] {0.5f, 0, 0.5f, 0, 0, 0, 0, 0}, y.toArray());
  }
}
