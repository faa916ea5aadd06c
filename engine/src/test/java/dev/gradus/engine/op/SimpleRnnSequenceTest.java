package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SimpleRnnSequenceTest {
  private static RecurrentCases cases(Activation f) {
    return new RecurrentCases(how -> new SimpleRnnSequence(how, f), 1, 1);
  }

  @TestFactory
  Stream<DynamicTest> tanh() {
    return cases(Activation.TANH).contract();
  }

  @TestFactory
  Stream<DynamicTest> relu() {
    return cases(Activation.RELU).contract();
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return cases(Activation.TANH).errors();
  }

  @Test
  void countsWork() {
    var op = new SimpleRnnSequence(Recurrence.last(), Activation.TANH);
    var shapes = List.of(Shape.of(2, 10, 3), Shape.of(3, 5), Shape.of(5, 5), Shape.of(5));
    assertEquals(2 * 10 * (3 + 5) * 5, op.macs(shapes));
  }
}
