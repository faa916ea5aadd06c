package dev.gradus.engine.op;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@Covers("B29")
final class ResponseNormalizationTest {
  private static final Op ALEXNET = new ResponseNormalization(5, 2, 1e-4, 0.75);

  @TestFactory
  Stream<DynamicTest> contract() {
    var strong = new ResponseNormalization(3, 1, 0.5, 0.75);
    var even = new ResponseNormalization(4, 1.5, 0.25, 0.6);
    var wide = new ResponseNormalization(9, 1, 0.1, 1);
    return OpContract.of(
        OpCase.of(ALEXNET).input(2, 7, 3, 4).gives(2, 7, 3, 4).batched(0),
        OpCase.of(strong).input(2, 5, 3, 3).gives(2, 5, 3, 3).batched(0),
        OpCase.of(strong).input(1, 2, 13, 11).gives(1, 2, 13, 11),
        OpCase.of(even).input(2, 5, 2, 2).gives(2, 5, 2, 2).batched(0),
        OpCase.of(wide).input(2, 3, 5).gives(2, 3, 5).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(ALEXNET, List.of(Shape.of(2, 3)), "flatten()"));
  }
}
