package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MaskOfTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new MaskOf(1)).input(OpCase.Values.labels(3), 4, 5).gives(4, 5).batched(0),
        OpCase.of(new MaskOf(0)).input(OpCase.Values.labels(2), 4, 5, 2).gives(4, 5).batched(0),
        OpCase.of(new MaskOf(0)).input(OpCase.Values.labels(2), 2, 3, 1, 2).gives(2, 3));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(new MaskOf(0), List.of(Shape.of(3)), "[batch, steps]"));
  }

  @Test
  void paddingIsWhereAllFeaturesEqualTheNumber() {
    var x = Tensor.of(Shape.of(1, 3, 2), 0, 0, 0, 1, 2, 0);
    assertArrayEquals(new float[] {0, 1, 1}, Tensor.apply(new MaskOf(0), x).toArray());
    var indices = Tensor.of(Shape.of(2, 2), 7, 3, 3, 0);
    assertArrayEquals(new float[] {1, 0, 0, 1}, Tensor.apply(new MaskOf(3), indices).toArray());
  }
}
