package dev.gradus.engine.op;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@Covers("D16")
final class GruSequenceTest {
  private static RecurrentCases cases(boolean after, boolean bias) {
    return new RecurrentCases(how -> new GruSequence(how, after, bias), 3, bias ? 2 : 1);
  }

  @TestFactory
  Stream<DynamicTest> resetAfter() {
    return cases(true, false).contract();
  }

  @TestFactory
  Stream<DynamicTest> resetAfterWithTwoBiases() {
    return cases(true, true).contract();
  }

  @TestFactory
  Stream<DynamicTest> resetBefore() {
    return cases(false, false).contract();
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return Stream.concat(cases(true, true).errors(), cases(false, false).errors());
  }

  @Test
  void aSecondBiasNeedsTheResetAfter() {
    assertThrows(GradusException.class, () -> new GruSequence(Recurrence.last(), false, true));
  }
}
