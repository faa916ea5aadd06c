package dev.gradus.engine.op;

import dev.gradus.engine.backend.UnaryFunction;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class UnaryTest {
  @TestFactory
  Stream<DynamicTest> contract() {
    return Arrays.stream(UnaryFunction.values()).flatMap(UnaryTest::contract);
  }

  private static Stream<DynamicTest> contract(UnaryFunction f) {
    boolean positive = f == UnaryFunction.LOG || f == UnaryFunction.SQRT;
    var values = positive ? OpCase.Values.POSITIVE : OpCase.Values.ANY;
    var op = new Unary(f);
    return OpContract.of(
        OpCase.of(op).input(values, 3, 7).gives(3, 7).batched(0),
        OpCase.of(op).input(values, 2, 3, 5, 7).gives(2, 3, 5, 7).batched(0),
        OpCase.of(op).input(values).gives());
  }
}
