package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.gradus.engine.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class FlattenSamplesTest {
  private static final Op OP = new FlattenSamples();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(2, 3, 4, 5).gives(2, 60).batched(0),
        OpCase.of(OP).input(3, 4).gives(3, 4).batched(0),
        OpCase.of(OP).input(3).gives(3, 1).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(OP, List.of(Shape.of()), "[batch, ...]"));
  }

  @Test
  void isAView() {
    assertInstanceOf(View.class, OP);
  }
}
