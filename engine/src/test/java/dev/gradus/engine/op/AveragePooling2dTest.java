package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class AveragePooling2dTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return Stream.of(true, false).flatMap(AveragePooling2dTest::contract);
  }

  private static Stream<DynamicTest> contract(boolean count) {
    var plain = new AveragePooling2d(Windows.of(2), count);
    var padded = new AveragePooling2d(Windows.of(3, 2).padded(Padding.of(1)), count);
    var ceil = new AveragePooling2d(Windows.of(3, 2).padded(Padding.of(1)).ceil(), count);
    var same = new AveragePooling2d(Windows.of(2, 1).padded(Padding.same()), count);
    var global = new AveragePooling2d(Windows.of(7, 5), count);
    return OpContract.of(
        OpCase.of(plain).input(2, 3, 5, 6).gives(2, 3, 2, 3).batched(0),
        OpCase.of(padded).input(1, 2, 5, 6).gives(1, 2, 3, 3).batched(0),
        OpCase.of(ceil).input(2, 1, 6, 8).gives(2, 1, 4, 5).batched(0),
        OpCase.of(same).input(1, 1, 3, 4).gives(1, 1, 3, 4).batched(0),
        OpCase.of(global).input(2, 3, 7, 7).gives(2, 3, 1, 1).batched(0));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var op = new AveragePooling2d(Windows.of(3), true);
    return Stream.of(OpContract.refuses(op, List.of(Shape.of(2, 1, 2, 5)), "[3, 3]"));
  }

  @Test
  void paddingThatCountsMustBeSymmetric() {
    var windows = Windows.of(3).padded(Padding.of(0, 1, 0, 1));
    var e = assertThrows(GradusException.class, () -> new AveragePooling2d(windows, true));
    assertTrue(String.valueOf(e.getMessage()).contains("bottom=1"), e.getMessage());
  }

  @Test
  void whetherPaddingCounts() {
    var windows = Windows.of(2, 2).padded(Padding.of(1));
    var shapes = List.of(Shape.of(1, 1, 2, 2));
    var numbers = new double[][] {{1, 2, 3, 4}};
    var counted = new AveragePooling2d(windows, true);
    var real = new AveragePooling2d(windows, false);
    assertArrayEquals(
        new double[] {0.25, 0.5, 0.75, 1},
        new OpRun(Backends.reference(), counted, shapes, numbers).forward());
    assertArrayEquals(
        new double[] {1, 2, 3, 4},
        new OpRun(Backends.reference(), real, shapes, numbers).forward());
  }
}
