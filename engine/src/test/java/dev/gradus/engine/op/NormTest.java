package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class NormTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new Norm()).input(3, 7).gives().batched(0),
        OpCase.of(new Norm()).input(1).gives());
  }

  @Test
  void theNormOfNothingHasNoSlope() {
    Backends.all()
        .forEach(backend -> {
          var run = new OpRun(backend, new Norm(), List.of(Shape.of(3)), new double[1][3]);
          assertArrayEquals(new double[] {0}, run.forward());
          var dx = run.backward(new double[] {1}, new boolean[] {true}, null).gradient(0);
          assertArrayEquals(new double[3], dx);
        });
  }
}
