package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class RepeatStepsTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new RepeatSteps(4)).input(3, 5).gives(3, 4, 5).batched(0),
        OpCase.of(new RepeatSteps(1)).input(2, 17).gives(2, 1, 17));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(new RepeatSteps(2), List.of(Shape.of(3, 4, 5)), "[batch, features]"));
  }
}
