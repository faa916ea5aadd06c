package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ReshapeTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(Reshape.to(3, 8)).input(2, 3, 4).gives(3, 8),
        OpCase.of(Reshape.to(-1, 4)).input(2, 3, 4).gives(6, 4).batched(0),
        OpCase.of(Reshape.to()).input(1, 1).gives(),
        OpCase.of(Reshape.to(0, 5)).input(0, 3).gives(0, 5));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(Reshape.to(5, 5), List.of(Shape.of(2, 3)), "[5, 5]", "25 numbers"),
        OpContract.refuses(Reshape.to(-1, 4), List.of(Shape.of(2, 3)), "multiple of 4"),
        OpContract.refuses(Reshape.to(-1, 0), List.of(Shape.of(0, 3)), "[-1, 0]"));
  }

  @Test
  void refusesNonsense() {
    assertThrows(GradusException.class, () -> Reshape.to(-1, -1));
    assertThrows(GradusException.class, () -> Reshape.to(-2));
  }

  @Test
  void isAView() {
    assertInstanceOf(View.class, Reshape.to(1));
  }
}
