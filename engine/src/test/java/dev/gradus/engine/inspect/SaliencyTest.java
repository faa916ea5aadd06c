package dev.gradus.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class SaliencyTest {
  private static final Model MODEL =
      Model.input(3, 6, 6).conv2d(4, 3).tanh().flatten().dense(5).seed(3);
  private static final Tensor IMAGE = Context.seeded(1).call(() -> Tensor.rand(3, 6, 6));

  private static double score(float[] pixels, int target) {
    return MODEL.forward(Tensor.of(MODEL.inputShape().prepend(1), pixels)).get(0, target);
  }

  @Test
  void gradientsEqualDifferences() {
    var saliency = Saliency.of(MODEL, IMAGE, 2);
    assertEquals(2, saliency.target());
    assertEquals(score(IMAGE.toArray(), 2), saliency.score(), 1e-6);
    var gradient = saliency.gradient().toArray();
    for (int i = 0; i < gradient.length; i += 7) {
      var more = IMAGE.toArray();
      var less = IMAGE.toArray();
      more[i] += 1e-2f;
      less[i] -= 1e-2f;
      double slope = (score(more, 2) - score(less, 2)) / (more[i] - less[i]);
      assertEquals(slope, gradient[i], 1e-3, "pixel " + i);
    }
  }

  @Test
  void theMapIsTheLargestOverTheChannels() {
    var saliency = Saliency.of(MODEL, IMAGE);
    var g = saliency.gradient();
    double expected = 0;
    for (int c = 0; c < 3; c++) {
      expected = Math.max(expected, Math.abs(g.get(c, 4, 1)));
    }
    assertEquals(expected, saliency.map().get(4, 1));
    var scores = MODEL.predict(Tensor.of(MODEL.inputShape().prepend(1), IMAGE.toArray()));
    assertEquals(scores.argmax()[0], saliency.target());
  }

  @Test
  void parametersKeepNoGradient() {
    Saliency.of(MODEL, IMAGE);
    var gradients = MODEL.parameters().gradients();
    for (int i = 0; i < gradients.length(); i++) {
      assertEquals(0, gradients.get(i));
    }
  }

  @Test
  void errorsTeach() {
    var none = assertThrows(GradusException.class, () -> Saliency.of(MODEL, IMAGE, 5));
    assertTrue(none.getMessage().contains("0 to 4"), none.getMessage());
    assertThrows(ShapeException.class, () -> Saliency.of(MODEL, Tensor.rand(2, 6, 6)));
    var maps = Model.input(1, 4, 4).conv2d(2, 3);
    assertThrows(GradusException.class, () -> Saliency.of(maps, Tensor.rand(1, 4, 4)));
    var row = Model.input(4).dense(2);
    assertThrows(GradusException.class, () -> Saliency.of(row, Tensor.rand(4)).map());
  }
}
