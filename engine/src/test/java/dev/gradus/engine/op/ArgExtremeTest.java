package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class ArgExtremeTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new ArgExtreme(true, -1)).input(3, 7).gives(3).batched(0),
        OpCase.of(new ArgExtreme(false, 1)).input(2, 5, 3).gives(2, 3).batched(0),
        OpCase.of(new ArgExtreme(true, null)).input(5, 3).gives());
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(new ArgExtreme(true, 0), List.of(Shape.of(0)), "at least one number"));
  }

  @Test
  void countsAlongTheAxis() {
    Backends.all()
        .forEach(backend -> {
          var x = new double[][] {{1, 7, 3, 9, 2, 8}};
          var shape = List.of(Shape.of(2, 3));
          var most = new OpRun(backend, new ArgExtreme(true, 0), shape, x);
          assertArrayEquals(new double[] {1, 0, 1}, most.forward());
          var least = new OpRun(backend, new ArgExtreme(false, null), shape, x);
          assertArrayEquals(new double[] {0}, least.forward());
        });
  }
}
