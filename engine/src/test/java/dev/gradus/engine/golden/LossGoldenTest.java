package dev.gradus.engine.golden;

import com.google.gson.JsonElement;
import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.MarginLoss;
import dev.gradus.engine.op.MeanError;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.SoftmaxCrossEntropy;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Losses and their gradients equal PyTorch's; golden_losses.py states the conventions.
final class LossGoldenTest {
  private static final Map<String, Function<Case, Op>> OPERATIONS =
      Map.of(
          "meanError",
          c -> new MeanError(c.constant(ErrorFunction.class, "function"), c.number("parameter")),
          "crossEntropy",
          LossGoldenTest::crossEntropy,
          "marginLoss",
          c -> new MarginLoss(c.number("margin")));

  private static Op crossEntropy(Case c) {
    var weights =
        StreamSupport.stream(c.attribute("weights").getAsJsonArray().spliterator(), false)
            .map(JsonElement::getAsDouble)
            .toList();
    return new SoftmaxCrossEntropy((int) c.number("ignored"), c.number("smoothing"), weights);
  }

  @TestFactory
  @Covers({"B35"})
  Stream<DynamicTest> golden() {
    return OpGolden.tests(OPERATIONS);
  }
}
