package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SimpleRnnTest {
  @TestFactory
  @Covers({"D01", "D04", "D05", "D06"})
  Stream<DynamicTest> contract() {
    return Stream.of(simpleRnn(5), simpleRnn(4).rectified()).flatMap(CellContract::of);
  }

  @Test
  @Covers("D01")
  void parameters() {
    assertEquals(45, Model.input(7, 3).simpleRnn(5).summary().totalParameters());
    for (int units : new int[] {8, 32, 128}) {
      long expected = (long) units * (10 + units) + units;
      assertEquals(expected, Model.input(7, 10).simpleRnn(units).summary().totalParameters());
    }
  }

  @Test
  @Covers("D07")
  void oneStepFromZeroIsDenseAndTanh() {
    var x = Context.seeded(1).call(() -> Tensor.randn(4, 1, 3));
    var layer = Model.input(1, 3).simpleRnn(5);
    var built = layer.layers().getFirst();
    var expected =
        x.reshape(4, 3).linear(built.parameter("weight"), built.parameter("bias")).tanh();
    assertArrayEquals(expected.toArray(), layer.predict(x).toArray(), 1e-6f);
  }

  @Test
  @Covers("D02")
  void threeStepsByHand() {
    // h = tanh(w x + u h), loss = h3: dL/du = g3 h2 + g3 u s2 h1 with s = 1 - h^2, ...
    var model = Model.input(3, 1).simpleRnn(1);
    var layer = model.layers().getFirst();
    double w = 0.5;
    double u = -0.75;
    layer.parameter("weight").set((float) w);
    layer.parameter("recurrent").set((float) u);
    double[] x = {1, -2, 0.5};
    double h1 = Math.tanh(w * x[0]);
    double h2 = Math.tanh(w * x[1] + u * h1);
    double h3 = Math.tanh(w * x[2] + u * h2);
    double g3 = 1 - h3 * h3;
    double g2 = g3 * u * (1 - h2 * h2);
    double g1 = g2 * u * (1 - h1 * h1);
    model.device().backend().fill(model.parameters().gradients(), 0);
    var y = model.forward(Tensor.of(1, -2, 0.5f).reshape(1, 3, 1));
    y.sum().backward();
    assertEquals(h3, y.item(), 1e-6);
    assertEquals(g3 * x[2] + g2 * x[1] + g1 * x[0], layer.parameter("weight").grad().item(), 1e-6);
    assertEquals(g3 * h2 + g2 * h1, layer.parameter("recurrent").grad().item(), 1e-6);
    assertEquals(g3 + g2 + g1, layer.parameter("bias").grad().item(), 1e-6);
  }

  @Test
  void noUnitsAreRefused() {
    assertThrows(GradusException.class, () -> simpleRnn(0));
  }
}
