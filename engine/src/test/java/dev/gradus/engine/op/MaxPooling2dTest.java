package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MaxPooling2dTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var plain = new MaxPooling2d(Windows.of(2));
    var overlapping = new MaxPooling2d(Windows.of(3, 2));
    var padded = new MaxPooling2d(Windows.of(3, 2).padded(Padding.of(1)));
    var ceil = new MaxPooling2d(Windows.of(2).ceil());
    var same = new MaxPooling2d(Windows.of(2, 1).padded(Padding.same()));
    var flat = new MaxPooling2d(new Windows(1, 3, 1, 2, Padding.of(0, 1), false));
    return OpContract.of(
        OpCase.of(plain).input(2, 3, 4, 6).gives(2, 3, 2, 3).batched(0),
        OpCase.of(plain).input(1, 1, 5, 7).gives(1, 1, 2, 3).batched(0),
        OpCase.of(overlapping).input(2, 2, 7, 8).gives(2, 2, 3, 3).batched(0),
        OpCase.of(padded).input(1, 2, 5, 6).gives(1, 2, 3, 3).batched(0),
        OpCase.of(ceil).input(2, 1, 7, 5).gives(2, 1, 4, 3).batched(0),
        OpCase.of(same).input(1, 1, 3, 4).gives(1, 1, 3, 4).batched(0),
        OpCase.of(flat).input(2, 1, 2, 5).gives(2, 1, 2, 3).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var op = new MaxPooling2d(Windows.of(3));
    return Stream.of(
        OpContract.refuses(op, List.of(Shape.of(2, 1, 2, 5)), "[3, 3]", "less pooling"),
        OpContract.refuses(op, List.of(Shape.of(64, 10)), "[batch, channels, height, width]"));
  }

  @Test
  void onATieTheFirstWins() {
    var run = pooling(1, 1, 1, 1);
    var result = run.backward(new double[] {7}, new boolean[] {true}, null);
    assertArrayEquals(new double[] {7, 0, 0, 0}, result.gradient(0));
  }

  @Test
  @Covers("B10")
  void onlyTheMaximumGetsTheGradient() {
    var result = pooling(1, 2, 3, 4).backward(new double[] {7}, new boolean[] {true}, null);
    assertArrayEquals(new double[] {4}, result.output());
    assertArrayEquals(new double[] {0, 0, 0, 7}, result.gradient(0));
  }

  private static OpRun pooling(double... image) {
    var op = new MaxPooling2d(Windows.of(2));
    return new OpRun(
        Backends.reference(), op, List.of(Shape.of(1, 1, 2, 2)), new double[][] {image});
  }

  @Test
  void name() {
    assertEquals("maxPool2d", new MaxPooling2d(Windows.of(2)).name());
  }
}
