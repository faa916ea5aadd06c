package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LinearTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var cases = new ArrayList<OpCase>();
    for (var f : Activation.values()) {
      var op = new Linear(f);
      cases.add(OpCase.of(op).input(5, 7).input(7, 3).input(3).gives(5, 3).batched(0));
      cases.add(OpCase.of(op).input(3, 19).input(19, 17).gives(3, 17).batched(0));
    }
    var plain = new Linear(Activation.IDENTITY);
    cases.add(OpCase.of(plain).input(2, 3, 5).input(5, 4).input(4).gives(2, 3, 4).batched(0));
    cases.add(OpCase.of(plain).input(1, 1).input(1, 1).input(1).gives(1, 1));
    cases.add(OpCase.of(plain).input(3, 0).input(0, 2).input(2).gives(3, 2));
    cases.add(OpCase.of(plain).input(3, 2).input(2, 0).input(0).gives(3, 0));
    return OpContract.of(cases.toArray(OpCase[]::new));
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    var op = new Linear(Activation.IDENTITY);
    return Stream.of(
        OpContract.refuses(
            op, List.of(Shape.of(2, 3), Shape.of(4, 5)), "expected x [batch, n] and w [n, m]"),
        OpContract.refuses(op, List.of(Shape.of(2, 3), Shape.of(3)), "[n, m]"));
  }

  @Test
  void countsWork() {
    var op = new Linear(Activation.RELU);
    assertEquals(64L * 784 * 100, op.macs(List.of(Shape.of(64, 784), Shape.of(784, 100))));
  }
}
