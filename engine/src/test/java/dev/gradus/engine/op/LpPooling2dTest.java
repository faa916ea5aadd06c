package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LpPooling2dTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var plain = new LpPooling2d(Windows.of(2), 2);
    var cubes = new LpPooling2d(Windows.of(3, 2), 3);
    var padded = new LpPooling2d(Windows.of(3, 2).padded(Padding.of(1)), 2);
    var ceil = new LpPooling2d(Windows.of(2).ceil(), 1.5);
    var sums = new LpPooling2d(Windows.of(2), 1);
    return OpContract.of(
        OpCase.of(plain).input(2, 3, 4, 6).gives(2, 3, 2, 3).batched(0),
        OpCase.of(cubes).input(2, 2, 7, 8).gives(2, 2, 3, 3).batched(0),
        OpCase.of(padded).input(1, 2, 5, 6).gives(1, 2, 3, 3).batched(0),
        OpCase.of(ceil).input(2, 1, 7, 5).gives(2, 1, 4, 3).batched(0),
        OpCase.of(sums).input(2, 1, 4, 5).gives(2, 1, 2, 2).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var op = new LpPooling2d(Windows.of(3), 2);
    return Stream.of(
        OpContract.refuses(op, List.of(Shape.of(2, 1, 2, 5)), "[3, 3]", "less pooling"),
        OpContract.refuses(op, List.of(Shape.of(64, 10)), "[batch, channels, height, width]"));
  }

  static Stream<Backend> backends() {
    return Backends.all();
  }

  private static OpRun pooling(Backend backend, double... image) {
    var op = new LpPooling2d(Windows.of(2), 2);
    return new OpRun(backend, op, List.of(Shape.of(1, 1, 2, 2)), new double[][] {image});
  }

  @ParameterizedTest
  @MethodSource("backends")
  @Covers("B11")
  void theRootOfTheSumOfSquares(Backend backend) {
    var result =
        pooling(backend, 1, 2, 3, 4).backward(new double[] {1}, new boolean[] {true}, null);
    assertArrayEquals(new double[] {5.47723}, result.output(), 1e-5);
    double y = Math.sqrt(30);
    assertArrayEquals(new double[] {1 / y, 2 / y, 3 / y, 4 / y}, result.gradient(0), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aWindowOfZerosHasNoGradient(Backend backend) {
    var result =
        pooling(backend, 0, 0, 0, 0).backward(new double[] {1}, new boolean[] {true}, null);
    assertArrayEquals(new double[] {0}, result.output());
    assertArrayEquals(new double[4], result.gradient(0));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void squaresOfLargeNumbersDoNotOverflow(Backend backend) {
    assertEquals(1, pooling(backend, 1e30f, 0, 0, 0).forward()[0] / 1e30f, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoNorm(double power) {
    assertThrows(GradusException.class, () -> new LpPooling2d(Windows.of(2), power));
  }

  @Test
  void name() {
    assertEquals("lpPool2d", new LpPooling2d(Windows.of(2), 2).name());
  }
}
