package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class ResidualTest {
  @Test
  @Covers("B32")
  void contract() {
    LayerContract.check(residual(dense(3), tanh(), dense(3)), Shape.of(3), Shape.of(3));
    LayerContract.check(
        residual(conv2d(4, 3).padding(1).stride(2), tanh(), conv2d(4, 3).padding(1))
            .shortcut(conv2d(4, 1).stride(2))
            .activation(sigmoid()),
        Shape.of(2, 5, 5),
        Shape.of(4, 3, 3));
    LayerContract.check(
        residual(dense(2)).shortcut(tanh(), dense(2)).activation(tanh()), Shape.of(3), Shape.of(2));
  }

  @Test
  void isTheSumOfBodyAndInput() {
    var model = Model.input(3).residual(dense(3));
    var x = Context.seeded(2).call(() -> Tensor.randn(4, 3));
    var dense = model.layer("residual_1/dense_1");
    var expected =
        x.matmul(dense.parameter("weight")).add(dense.parameter("bias")).add(x).toArray();
    assertArrayEquals(expected, model.predict(x).toArray(), 1e-6f);
  }

  @Test
  @Covers("B32")
  void gradientOfTheInputIsThatOfBothWays() {
    var model = Model.input(2).residual(dense(2)).on(Device.reference());
    model.layer("residual_1/dense_1").parameter("weight").set(1, 2, 3, 4);
    var x = Context.current().on(Device.reference()).call(() -> Tensor.ones(1, 2)).requiresGrad();
    model.forward(x).sum().backward();
    // through the body the rows' sums, 1 + 2 and 3 + 4; past it 1
    assertArrayEquals(new float[] {4, 8}, x.grad().toArray());
  }

  @Test
  void innerLayersHaveNames() {
    var model =
        Model.input(1, 6, 6)
            .then(
                residual(conv2d(2, 3).padding(1), relu(), conv2d(2, 3).padding(1))
                    .shortcut(conv2d(2, 1))
                    .activation(relu()));
    assertEquals(Shape.of(2, 6, 6), model.layer("residual_1/conv2d_2").output());
    assertTrue(model.namedParameters().containsKey("residual_1/conv2d_2.weight"));
    assertTrue(model.namedParameters().containsKey("residual_1/shortcut.bias"));
    assertEquals("relu", model.layer("residual_1/activation").spec().kind());
    var x = Context.seeded(2).call(() -> Tensor.randn(1, 1, 6, 6));
    assertEquals(Shape.of(1, 2, 6, 6), model.forward(x, "residual_1/conv2d_2").shape());
  }

  @Test
  void anotherShapeNeedsAProjection() {
    var e =
        assertThrows(
            ShapeException.class, () -> Model.input(1, 6, 6).residual(conv2d(4, 3).padding(1)));
    assertEquals(
        "layer 1, residual(conv2d(4, 3)): the sum needs equal shapes, but the body gives [batch, 4, 6, 6] and the shortcut [batch, 1, 6, 6]. Give it a projection, as residual(...).shortcut(conv2d(4, 1)).",
        e.getMessage());
    var f =
        assertThrows(
            ShapeException.class,
            () -> Model.input(4).then(residual(dense(4)).shortcut(conv2d(2, 1))));
    assertTrue(
        f.getMessage().contains("its shortcut (residual_1/shortcut), conv2d(2, 1): expected"),
        f.getMessage());
  }

  @Test
  void theReluAfterTheSumCountsForTheLastLayer() {
    var he = Model.input(400).then(residual(dense(400)).activation(relu()));
    var alsoHe = Model.input(400).residual(dense(400)).relu();
    var glorot = Model.input(400).residual(dense(400));
    double wide = std(he);
    assertEquals(Math.sqrt(2.0 / 400), wide, 0.02 * wide);
    assertEquals(wide, std(alsoHe), 1e-9);
    assertEquals(Math.sqrt(1.0 / 400), std(glorot), 0.02 * wide);
  }

  private static double std(Model model) {
    double sum = 0;
    var values = model.layer("residual_1/dense_1").parameter("weight").toArray();
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / values.length);
  }
}
