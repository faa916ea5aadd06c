package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backends;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GatherTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var three = OpCase.Values.labels(3);
    return OpContract.of(
        OpCase.of(new Gather(1)).input(4, 3).input(three, 4, 1).gives(4, 1).batched(0, 1),
        OpCase.of(new Gather(0)).input(3, 5).input(three, 7, 5).gives(7, 5),
        OpCase.of(new Gather(-1)).input(2, 2, 3).input(three, 2, 2, 5).gives(2, 2, 5).batched(0, 1),
        OpCase.of(new Gather(1)).input(2, 3, 4).input(three, 2, 6, 4).gives(2, 6, 4).batched(0, 1));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.of(
        OpContract.refuses(
            new Gather(1), List.of(Shape.of(4, 3), Shape.of(4)), "[n, 1]", "indexSelect"),
        OpContract.refuses(new Gather(1), List.of(Shape.of(4, 3), Shape.of(3, 1)), "axis 1"));
  }

  @Test
  void anIndexOutOfRangeIsNamed() {
    Backends.all()
        .forEach(backend -> {
          var numbers = new double[][] {{1, 2, 3, 4}, {1, 2}};
          var run =
              new OpRun(backend, new Gather(1), List.of(Shape.of(2, 2), Shape.of(2, 1)), numbers);
          var e = assertThrows(DataException.class, run::forward);
          assertTrue(e.getMessage().contains("the index 2"), e.getMessage());
        });
  }
}
