package dev.gradus.engine.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.UnaryFunction;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.op.AveragePooling2d;
import dev.gradus.engine.op.Binary;
import dev.gradus.engine.op.Convolution2d;
import dev.gradus.engine.op.Linear;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.MeanSquaredError;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.SoftmaxCrossEntropy;
import dev.gradus.engine.op.SoftmaxRows;
import dev.gradus.engine.op.Unary;
import dev.gradus.engine.op.Windows;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Outputs and gradients equal PyTorch's to 1e-5 on every backend. golden.py says where conventions
/// differ and which is meant.
final class OpGoldenTest {
  private static final Map<String, Function<Case, Op>> OPERATIONS =
      Map.of(
          "conv2d", OpGoldenTest::convolution,
          "linear", c -> new Linear(c.constant(Activation.class, "activation")),
          "maxPool2d", c -> new MaxPooling2d(windows(c)),
          "avgPool2d", c -> new AveragePooling2d(windows(c), c.flag("countPadding")),
          "unary", c -> new Unary(c.constant(UnaryFunction.class, "function")),
          "binary", c -> new Binary(c.constant(BinaryFunction.class, "function")),
          "softmax", c -> new SoftmaxRows(),
          "softmaxCrossEntropy", c -> new SoftmaxCrossEntropy(),
          "meanSquaredError", c -> new MeanSquaredError());

  private static Op convolution(Case c) {
    var stride = c.integers("stride");
    var dilation = c.integers("dilation");
    return new Convolution2d(
        stride[0],
        stride[1],
        padding(c),
        dilation[0],
        dilation[1],
        c.attribute("groups").getAsInt(),
        c.constant(Activation.class, "activation"));
  }

  private static Padding padding(Case c) {
    if (c.attribute("padding").isJsonPrimitive()) {
      assertEquals("same", c.attribute("padding").getAsString());
      return Padding.same();
    }
    var p = c.integers("padding");
    return p.length == 2 ? Padding.of(p[0], p[1]) : Padding.of(p[0], p[1], p[2], p[3]);
  }

  private static Windows windows(Case c) {
    var window = c.integers("window");
    var stride = c.integers("stride");
    return new Windows(window[0], window[1], stride[0], stride[1], padding(c), c.flag("ceil"));
  }

  @TestFactory
  @Covers({"B04", "B17"})
  Stream<DynamicTest> golden() {
    return OpGolden.tests(OPERATIONS);
  }
}
