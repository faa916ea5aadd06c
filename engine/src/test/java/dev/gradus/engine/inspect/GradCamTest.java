package dev.gradus.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class GradCamTest {
  private static final Model MODEL =
      Model.input(1, 6, 6).conv2d(3, 3).relu().globalAvgPool2d().dense(2).seed(5);
  private static final Tensor IMAGE = Context.seeded(1).call(() -> Tensor.rand(1, 6, 6));

  @Test
  void behindAMeanTheWeightsAreThoseOfTheDenseLayer() {
    var cam = GradCam.of(MODEL, IMAGE, "relu_1", 1);
    var dense = MODEL.layer("dense_1").parameter("weight");
    boolean inputsFirst = dense.shape().equals(Shape.of(3, 2));
    var batch = Tensor.of(Shape.of(1, 1, 6, 6), IMAGE.toArray());
    var maps = MODEL.forward(batch, "relu_1");
    for (int k = 0; k < 3; k++) {
      double w = inputsFirst ? dense.get(k, 1) : dense.get(1, k);
      assertEquals(w / 16, cam.weights().get(k), 1e-6);
    }
    double sum = 0;
    for (int k = 0; k < 3; k++) {
      sum += cam.weights().get(k) * maps.get(0, k, 2, 3);
    }
    assertEquals(Math.max(0, sum), cam.map().get(2, 3), 1e-6);
    assertEquals(Shape.of(4, 4), cam.map().shape());
    assertEquals("relu_1", GradCam.lastMaps(MODEL));
  }

  @Test
  void errorsTeach() {
    var e = assertThrows(GradusException.class, () -> GradCam.of(MODEL, IMAGE, "dense_1", 0));
    assertTrue(e.getMessage().contains("as relu_1"), e.getMessage());
    assertThrows(GradusException.class, () -> GradCam.lastMaps(Model.input(4).dense(2)));
  }
}
