package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SoftmaxCrossEntropyTest {
  private static final Op OP = new SoftmaxCrossEntropy();

  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(OP).input(5, 10).input(OpCase.Values.labels(10), 5).gives().batched(0, 1),
        OpCase.of(OP).input(17, 3).input(OpCase.Values.labels(3), 17).gives().batched(0, 1),
        OpCase.of(OP).input(2, 1).input(OpCase.Values.labels(1), 2).gives(),
        OpCase.of(OP).input(2, 4, 5).input(OpCase.Values.labels(5), 2, 4).gives().batched(0, 1),
        OpCase.of(OP).input(6, 4).input(padded(4), 6).gives(),
        OpCase.of(new SoftmaxCrossEntropy(-1, 0.1, List.of(1.0, 0.5, 2.0)))
            .input(3, 2, 3)
            .input(padded(3), 3, 2)
            .gives());
  }

  /// Class indices, every third of them -1.
  private static OpCase.Values padded(int classes) {
    return (random, n) -> {
      var values = new double[n];
      for (int i = 0; i < n; i++) {
        values[i] = i % 3 == 1 ? -1 : random.nextInt(classes);
      }
      return values;
    };
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            OP, List.of(Shape.of(64, 10), Shape.of(32)), "expected labels [64]", "one-hot"),
        OpContract.refuses(OP, List.of(Shape.of(64, 10), Shape.of(64, 10)), "one class index"),
        OpContract.refuses(
            OP, List.of(Shape.of(64, 16, 5, 5), Shape.of(64)), "labels [64, 16, 5]", "dense"),
        OpContract.refuses(OP, List.of(Shape.of(4), Shape.of(4)), "[rows, classes]", "dense"),
        OpContract.refuses(
            new SoftmaxCrossEntropy(-1, 0, List.of(1.0)),
            List.of(Shape.of(4, 3), Shape.of(4)),
            "3 class weights",
            "got 1"));
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThrows(GradusException.class, () -> new SoftmaxCrossEntropy(-1, 1, List.of()));
    assertThrows(GradusException.class, () -> new SoftmaxCrossEntropy(-1, 0, List.of(-1.0)));
  }

  @Test
  void labelsHaveNoGradient() {
    assertTrue(OP.differentiable(0));
    assertFalse(OP.differentiable(1));
  }

  @Test
  @Covers({"B35"})
  void evenScoresOfTenClassesCostLn10() {
    Backends.all()
        .forEach(backend -> {
          var run =
              new OpRun(
                  backend,
                  OP,
                  List.of(Shape.of(2, 10), Shape.of(2)),
                  new double[][] {new double[20], {3, 9}});
          assertEquals(2.302585, run.forward()[0], 1e-6);
        });
  }

  /// The loss of a hopeless row is its distance, not infinity.
  @Test
  void farLogitsStayFinite() {
    Backends.all()
        .forEach(backend -> {
          var run =
              new OpRun(
                  backend,
                  OP,
                  List.of(Shape.of(1, 2), Shape.of(1)),
                  new double[][] {{1000, -1000}, {1}});
          var result = run.backward(new double[] {1}, new boolean[] {true, false}, null);
          assertEquals(2000, result.output()[0], 1e-3);
          assertArrayEquals(new double[] {1, -1}, result.gradient(0), 1e-6);
        });
  }
}
