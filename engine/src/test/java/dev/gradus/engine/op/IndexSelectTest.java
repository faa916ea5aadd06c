package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class IndexSelectTest {
  private static final Op ROWS = new IndexSelect(0);

  @TestFactory
  Stream<DynamicTest> contract() {
    var five = OpCase.Values.labels(5);
    return OpContract.of(
        OpCase.of(ROWS).input(5, 3).input(five, 4, 6).gives(4, 6, 3).batched(1),
        OpCase.of(ROWS).input(5, 130).input(five, 40).gives(40, 130).batched(1),
        OpCase.of(ROWS).input(5).input(five, 7).gives(7).batched(1),
        OpCase.of(ROWS).input(5, 3).input(five).gives(3),
        OpCase.of(new IndexSelect(0, 5)).input(6, 3).input(five, 40).gives(40, 3).batched(1),
        OpCase.of(new IndexSelect(-1)).input(3, 5).input(five, 7).gives(3, 7).batched(0),
        OpCase.of(new IndexSelect(1)).input(2, 5, 3).input(five, 4).gives(2, 4, 3).batched(0));
  }

  @Test
  void anAxisThatIsNoneIsRefused() {
    var shapes = List.of(Shape.of(3, 4), Shape.of(2));
    var e = assertThrows(ShapeException.class, () -> new IndexSelect(2).outputShape(shapes));
    assertTrue(e.getMessage().contains("[3, 4]"), e.getMessage());
  }

  static Stream<Backend> backends() {
    return Backends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void anIndexThatIsNoneIsNamed(Backend backend) {
    for (double bad : new double[] {5, -1, 0.5, Double.NaN, Double.POSITIVE_INFINITY, 3e9}) {
      var numbers = new double[][] {new double[10], {0, 4, bad}};
      var run = new OpRun(backend, ROWS, List.of(Shape.of(5, 2), Shape.of(3)), numbers);
      var message = assertThrows(DataException.class, run::forward).getMessage();
      assertTrue(message.contains("0 to 4"), message);
      assertTrue(message.contains("number 2 of [3]"), message);
      var named = bad == Math.rint(bad) && Math.abs(bad) < 1e9 ? "" + (int) bad : "" + bad;
      assertTrue(message.startsWith("the index " + named), message);
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void thePaddingRowGetsNoGradient(Backend backend) {
    var numbers = new double[][] {new double[4], {0, 1, 0, 1, 1}};
    var run =
        new OpRun(backend, new IndexSelect(0, 0), List.of(Shape.of(2, 2), Shape.of(5)), numbers);
    var ones = new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    var gradient = run.backward(ones, new boolean[] {true, false}, null).gradient(0);
    assertArrayEquals(new double[] {0, 0, 3, 3}, gradient);
  }
}
