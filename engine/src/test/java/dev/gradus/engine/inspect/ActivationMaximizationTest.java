package dev.gradus.engine.inspect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class ActivationMaximizationTest {
  @Test
  void ofASumOfPixelsTheBestIsBlackAndWhiteWithoutABound() {
    var model = Model.input(1, 2, 2).flatten().dense(1).seed(1);
    model.layer("dense_1").parameter("weight").set(1, -1, 2, -3);
    var search = ActivationMaximization.of(model, "dense_1", 0).smoothing(0).contrast(0.5);
    var best = search.steps(200).seed(1).run();
    assertArrayEquals(new float[] {1, 0, 1, 0}, best.image().toArray(), 1e-6f);
    assertEquals(3, best.activation(), 1e-5);
    assertEquals(201, best.activations().size());
  }

  @Test
  void withinABoundItLooksLikeTheWeights() {
    var model = Model.input(1, 2, 3).flatten().dense(1).seed(1);
    model.layer("dense_1").parameter("weight").set(1, -1, 2, -3, 0, 0);
    var best = ActivationMaximization.of(model, "dense_1", 0).smoothing(0).steps(200).seed(1).run();
    // rms(x - 1/2) = 0.2 over the four pixels with a weight, in the direction of the weights
    double c = 0.2 / Math.sqrt((1 + 1 + 4 + 9) / 4.0);
    var x = best.image().toArray();
    double[] expected = {0.5 + c, 0.5 - c, 0.5 + 2 * c, 0.5 - 3 * c};
    for (int i = 0; i < 4; i++) {
      assertEquals(expected[i], x[i], 0.01, "pixel " + i);
    }
    double outside = Math.max(Math.abs(x[4] - 0.5), Math.abs(x[5] - 0.5));
    assertTrue(outside > 0 && outside < 0.2, "pixels that it does not see stay noise");
  }

  @Test
  void mapsAreClimbedToo() {
    var model = Model.input(1, 12, 12).conv2d(4, 3).relu().conv2d(3, 3).seed(2);
    var search = ActivationMaximization.of(model, "conv2d_2", 1).steps(40).seed(7);
    var best = search.run();
    assertTrue(best.activation() > best.activations().getFirst(), best.activations()::toString);
    var batch = Tensor.of(Shape.of(1, 1, 12, 12), best.image().toArray());
    var middle = model.forward(batch, "conv2d_2").get(0, 1, 4, 4);
    assertEquals(middle, best.activation(), 1e-5);
    assertArrayEquals(best.image().toArray(), search.run().image().toArray());
  }

  @Test
  void errorsTeach() {
    var model = Model.input(1, 6, 6).conv2d(4, 3).flatten().dense(2);
    var e =
        assertThrows(GradusException.class, () -> ActivationMaximization.of(model, "conv2d_1", 4));
    assertTrue(e.getMessage().contains("it has 4 (0 to 3)"), e.getMessage());
    var search = ActivationMaximization.of(model, "dense_1", 1);
    assertThrows(GradusException.class, () -> search.steps(0));
    assertThrows(GradusException.class, () -> search.rate(0));
    assertThrows(GradusException.class, () -> search.range(1, 1));
    assertThrows(GradusException.class, () -> search.contrast(0));
    assertThrows(GradusException.class, () -> search.contrast(0.6));
    assertThrows(GradusException.class, () -> search.smoothing(-1));
  }
}
