package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class DroppedLinearTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    var cases = new ArrayList<OpCase>();
    for (var f : new Activation[] {Activation.IDENTITY, Activation.RELU}) {
      for (double rate : new double[] {0, 0.3, 0.5}) {
        var op = new DroppedLinear(new Linear(f), rate);
        cases.add(OpCase.of(op).input(5, 7).input(7, 3).input(3).gives(5, 3).batched(0));
        cases.add(OpCase.of(op).input(3, 19).input(19, 17).gives(3, 17).batched(0));
      }
    }
    var op = new DroppedLinear(new Linear(Activation.RELU), 0.8);
    cases.add(OpCase.of(op).input(2, 3, 5).input(5, 4).input(4).gives(2, 3, 4).batched(0));
    return OpContract.of(cases.toArray(OpCase[]::new));
  }

  @Test
  void countsTheWorkOfTheProduct() {
    var op = new DroppedLinear(new Linear(Activation.RELU), 0.5);
    assertEquals(64L * 784 * 100, op.macs(List.of(Shape.of(64, 784), Shape.of(784, 100))));
  }

  @Test
  void refusesWhatItsResultCannotUndo() {
    var sigmoid = new Linear(Activation.SIGMOID);
    var e = assertThrows(GradusException.class, () -> new DroppedLinear(sigmoid, 0.5));
    assertTrue(String.valueOf(e.getMessage()).contains("relu or no activation"));
    var relu = new Linear(Activation.RELU);
    assertThrows(GradusException.class, () -> new DroppedLinear(relu, 1));
  }
}
