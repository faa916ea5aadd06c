package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ExtremeTest {
  private static final double NAN = Double.NaN;

  @TestFactory
  Stream<DynamicTest> largest() {
    return OpContract.of(
        OpCase.of(new Extreme(true, -1, false)).input(3, 7).gives(3).batched(0),
        OpCase.of(new Extreme(true, 1, true)).input(2, 5, 3).gives(2, 1, 3).batched(0),
        OpCase.of(new Extreme(true, 0, false)).input(5, 3).gives(3),
        OpCase.of(new Extreme(true, null, false)).input(3, 4).gives());
  }

  @TestFactory
  Stream<DynamicTest> smallest() {
    return OpContract.of(
        OpCase.of(new Extreme(false, -1, false)).input(3, 7).gives(3).batched(0),
        OpCase.of(new Extreme(false, 1, false)).input(2, 5, 3).gives(2, 3).batched(0),
        OpCase.of(new Extreme(false, null, true)).input(3, 4).gives(1, 1));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            new Extreme(true, 1, false), List.of(Shape.of(2, 0)), "at least one number", "max"),
        OpContract.refuses(
            new Extreme(false, 2, false), List.of(Shape.of(2, 3)), "expected an axis"));
  }

  static Stream<Backend> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void theFirstOfEqualsAndNanBeforeAll(Backend backend) {
    var rows = new double[][] {{2, 5, 5, 1, NAN, 9, 3, NAN, 9, -4, -4, 0}};
    var shape = List.of(Shape.of(3, 4));
    var max = new OpRun(backend, new Extreme(true, 1, false), shape, rows);
    assertArrayEquals(new double[] {5, NAN, 9}, max.forward());
    var dx = max.backward(new double[] {1, 2, 3}, new boolean[] {true}, null).gradient(0);
    assertArrayEquals(new double[] {0, 1, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0}, dx);
    var where = new OpRun(backend, new ArgExtreme(false, 1), shape, rows);
    assertArrayEquals(new double[] {3, 0, 1}, where.forward());
  }
}
