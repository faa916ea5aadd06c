package dev.gradus.engine.golden;

import dev.gradus.engine.backend.Curve;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.CurveOp;
import dev.gradus.engine.op.LogSoftmaxRows;
import dev.gradus.engine.op.Op;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Activations equal PyTorch's to 1e-5 on every backend. golden_activations.py says where
/// conventions differ.
final class ActivationGoldenTest {

  private static Op curve(Case c) {
    double alpha = c.number("alpha");
    return new CurveOp(
        switch (c.attribute("curve").getAsString()) {
          case "LEAKY_RELU" -> new Curve.LeakyRelu(alpha);
          case "ELU" -> new Curve.Elu(alpha);
          case "GELU" -> new Curve.Gelu();
          case "GELU_TANH" -> new Curve.GeluTanh();
          case "SOFTPLUS" -> new Curve.Softplus();
          default -> throw new AssertionError(c.name());
        });
  }

  @TestFactory
  Stream<DynamicTest> golden() {
    return OpGolden.tests(
        Map.of("curves", ActivationGoldenTest::curve, "logSoftmax", c -> new LogSoftmaxRows()));
  }
}
