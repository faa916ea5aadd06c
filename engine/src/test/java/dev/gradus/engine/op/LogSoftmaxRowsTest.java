package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LogSoftmaxRowsTest {
  private static final Op OP = new LogSoftmaxRows();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(3, 7).gives(3, 7).batched(0),
        OpCase.of(OP).input(2, 3, 5).gives(2, 3, 5).batched(0),
        OpCase.of(OP).input(2, 1500).gives(2, 1500),
        OpCase.of(OP).input(19).gives(19));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(OpContract.refuses(OP, List.of(Shape.of()), "[..., classes]"));
  }

  @Test
  void isFiniteWhereTheSoftmaxIsZero() {
    var numbers = new double[][] {{1000, 1000, -1000}};
    Backends.all()
        .forEach(backend -> {
          var y = new OpRun(backend, OP, List.of(Shape.of(1, 3)), numbers).forward();
          assertArrayEquals(new double[] {-Math.log(2), -Math.log(2), -2000.6931}, y, 1e-3);
        });
  }

  @Test
  void aForbiddenClassStaysForbidden() {
    var numbers = new double[][] {{0, 0, Double.NEGATIVE_INFINITY}};
    Backends.all()
        .forEach(backend -> {
          var run = new OpRun(backend, OP, List.of(Shape.of(1, 3)), numbers);
          var r = run.backward(new double[] {1, 0, 0}, new boolean[] {true}, null);
          double[] expected = {-Math.log(2), -Math.log(2), Double.NEGATIVE_INFINITY};
          assertArrayEquals(expected, r.output(), 1e-6);
          assertArrayEquals(new double[] {0.5, -0.5, 0}, r.gradient(0), 1e-6);
        });
  }
}
