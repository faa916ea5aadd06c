package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class LayerNormalizationTest {
  private static Op op(int axes, boolean scale, boolean shift) {
    return new LayerNormalization(axes, 1e-5, scale, shift);
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    var both = op(1, true, true);
    return OpContract.of(
        OpCase.of(both).input(4, 7).input(7).input(7).gives(4, 7).batched(0),
        OpCase.of(both).input(2, 3, 5).input(5).input(5).gives(2, 3, 5).batched(0),
        OpCase.of(both).input(3, 150).input(150).input(150).gives(3, 150),
        OpCase.of(op(3, true, true))
            .input(2, 2, 3, 4)
            .input(2, 3, 4)
            .input(2, 3, 4)
            .gives(2, 2, 3, 4)
            .batched(0),
        OpCase.of(op(1, true, false)).input(3, 5).input(5).gives(3, 5).batched(0),
        OpCase.of(op(1, false, true)).input(3, 5).input(5).gives(3, 5).batched(0),
        OpCase.of(op(2, false, false)).input(3, 2, 5).gives(3, 2, 5).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(op(2, false, false), List.of(Shape.of(3)), "at least 2 dimensions"),
        OpContract.refuses(
            op(1, true, true), List.of(Shape.of(2, 3), Shape.of(2), Shape.of(3)), "last sizes"));
  }
}
