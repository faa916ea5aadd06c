package dev.gradus.engine.op;

import dev.gradus.engine.Covers;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@Covers("D11")
final class LstmSequenceTest {
  private static final RecurrentCases CASES = new RecurrentCases(LstmSequence::new, 4, 1);

  @TestFactory
  Stream<DynamicTest> contract() {
    return CASES.contract();
  }

  @TestFactory
  Stream<DynamicTest> errors() {
    return CASES.errors();
  }
}
