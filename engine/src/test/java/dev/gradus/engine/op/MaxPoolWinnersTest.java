package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class MaxPoolWinnersTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return OpContract.of(
        OpCase.of(new MaxPoolWinners(Windows.of(2))).input(2, 3, 4, 6).gives(2, 3, 2, 3).batched(0),
        OpCase.of(new MaxPoolWinners(Windows.of(3, 2).padded(Padding.of(1))))
            .input(1, 2, 5, 6)
            .gives(1, 2, 3, 3)
            .batched(0));
  }

  @Test
  void countsInsideTheWindowAndTheFirstWinsATie() {
    double[] image = {1, 9, 2, 2, 3, 4, 2, 2};
    Backends.all()
        .forEach(backend -> {
          var run =
              new OpRun(
                  backend,
                  new MaxPoolWinners(Windows.of(2)),
                  List.of(Shape.of(1, 1, 2, 4)),
                  new double[][] {image});
          assertArrayEquals(new double[] {1, 0}, run.forward());
        });
  }
}
