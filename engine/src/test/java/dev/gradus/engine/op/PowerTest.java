package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class PowerTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var positive = OpCase.Values.POSITIVE;
    return OpContract.of(
        OpCase.of(new Power(2)).input(3, 5).gives(3, 5).batched(0),
        OpCase.of(new Power(3)).input(3, 5).gives(3, 5).batched(0),
        OpCase.of(new Power(1)).input(7).gives(7),
        OpCase.of(new Power(0)).input(7).gives(7),
        OpCase.of(new Power(0.5)).input(positive, 4, 4).gives(4, 4).batched(0),
        OpCase.of(new Power(-1.5)).input(positive, 7).gives(7));
  }

  @Test
  void aNegativeNumberHasNoRoot() {
    Backends.all()
        .forEach(backend -> {
          var x = new double[][] {{-2, 0, 4}};
          var shape = List.of(Shape.of(3));
          var root = new OpRun(backend, new Power(0.5), shape, x).forward();
          assertArrayEquals(new double[] {Double.NaN, 0, 2}, root);
          var run = new OpRun(backend, new Power(0), shape, x);
          assertArrayEquals(new double[] {1, 1, 1}, run.forward());
          var dx = run.backward(new double[] {1, 1, 1}, new boolean[] {true}, null).gradient(0);
          assertArrayEquals(new double[] {0, 0, 0}, dx);
        });
  }
}
