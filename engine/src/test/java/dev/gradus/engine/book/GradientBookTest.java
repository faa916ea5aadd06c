package dev.gradus.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Arena;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Gradients of whole nets against differences of the loss.
class GradientBookTest {
  private static final double STEP = 1e-4;

  private static Model net(Device device) {
    return Model.input(2, 8, 8)
        .conv2d(3, 3)
        .tanh()
        .avgPool2d(2)
        .flatten()
        .dense(4)
        .seed(3)
        .on(device);
  }

  private static double loss(Model model) {
    return Context.seeded(2)
        .on(model.device())
        .call(() -> {
          var x = Tensor.randn(5, 2, 8, 8);
          return model.forward(x).crossEntropy(Tensor.of(0, 1, 2, 3, 1)).slice().get(0);
        });
  }

  private static double[] gradient(Model model) {
    Context.seeded(2)
        .on(model.device())
        .run(() -> {
          var x = Tensor.randn(5, 2, 8, 8);
          model.forward(x).crossEntropy(Tensor.of(0, 1, 2, 3, 1)).backward();
        });
    return Arena.toArray(Objects.requireNonNull(model.parameters().gradients()));
  }

  @Test
  @Covers({"B17", "B18"})
  void everyParameterOfASmallNet() {
    var exact = net(Device.reference());
    var analytic = gradient(exact);
    var values = exact.parameters().values();
    double scale = 0;
    double worst = 0;
    for (int i = 0; i < analytic.length; i++) {
      double old = values.get(i);
      values.set(i, old + STEP);
      double above = loss(exact);
      values.set(i, old - STEP);
      double below = loss(exact);
      values.set(i, old);
      scale = Math.max(scale, Math.abs(analytic[i]));
      worst = Math.max(worst, Math.abs((above - below) / (2 * STEP) - analytic[i]));
    }
    double inDouble = worst / scale;
    assertTrue(inDouble < 1e-7, "relative error in double " + inDouble);
    var inFloat = gradient(net(Device.cpu()));
    assertEquals(analytic.length, inFloat.length);
    for (int i = 0; i < inFloat.length; i++) {
      assertEquals(analytic[i], inFloat[i], 1e-4 * scale, "parameter " + i);
    }
  }

  @Test
  @Covers("B18")
  void aDenseLayerIsAProductOfMatrices() {
    var model = Model.sequential(Shape.of(7), new dev.gradus.engine.layer.Dense(3)).seed(1);
    var x = Context.seeded(4).call(() -> Tensor.randn(5, 7));
    var y = model.predict(x);
    var w = model.layer("dense_1").parameter("weight");
    for (int row = 0; row < 5; row++) {
      for (int unit = 0; unit < 3; unit++) {
        double sum = 0;
        for (int i = 0; i < 7; i++) {
          sum += (double) x.get(row, i) * w.get(i, unit);
        }
        assertEquals(sum, y.get(row, unit), 1e-5);
      }
    }
  }
}
