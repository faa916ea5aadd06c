package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

class Conv1dTest {
  @Test
  void contract() {
    LayerContract.check(new Conv1d(3, 3), Shape.of(2, 9), Shape.of(3, 7));
    LayerContract.check(new Conv1d(2, 4).same(), Shape.of(1, 9), Shape.of(2, 9));
    LayerContract.check(new Conv1d(2, 3).causal().dilation(2), Shape.of(2, 9), Shape.of(2, 9));
    LayerContract.check(new Conv1d(4, 3).stride(2).padding(1), Shape.of(1, 9), Shape.of(4, 5));
    LayerContract.check(new Conv1d(4, 3).groups(2).withoutBias(), Shape.of(2, 8), Shape.of(4, 6));
    LayerContract.check(
        new Conv1d(2, 3).initializer(Initializer.lecun()), Shape.of(1, 5), Shape.of(2, 3));
  }

  @Test
  @Covers("A24")
  void isAConvolutionOfHeightOne() {
    var line = Model.sequential(Shape.of(3, 20), new Conv1d(5, 4).stride(2).dilation(2)).seed(4);
    var image =
        Model.sequential(
            Shape.of(3, 1, 20), new Conv2d(5, 4).kernel(1, 4).stride(1, 2).dilation(2));
    var weights = line.parameters().snapshot();
    assertEquals(weights.length, image.parameters().size());
    image.parameters().values();
    image.parameters().restore(weights);
    var x = Context.seeded(1).call(() -> Tensor.randn(6, 3, 20));
    assertArrayEquals(
        image.predict(x.reshape(6, 3, 1, 20)).toArray(), line.predict(x).toArray(), 1e-6f);
  }

  @Test
  void causalOutputsDoNotSeeTheFuture() {
    var model = Model.sequential(Shape.of(1, 12), new Conv1d(2, 3).causal().dilation(2)).seed(1);
    var before = Tensor.zeros(1, 1, 12);
    var change = new float[12];
    change[7] = 1;
    var after = Tensor.of(Shape.of(1, 1, 12), change);
    var a = model.predict(before);
    var b = model.predict(after);
    for (int t = 0; t < 12; t++) {
      boolean sees = t == 7 || t == 9 || t == 11;
      assertEquals(!sees, a.get(0, 0, t) == b.get(0, 0, t), "step " + t);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThrows(GradusException.class, () -> new Conv1d(0, 3));
    assertThrows(GradusException.class, () -> new Conv1d(3, 0));
    var signal = assertThrows(ShapeException.class, () -> Model.input(100).conv1d(4, 3));
    assertTrue(String.valueOf(signal.getMessage()).contains("[1, 100]"), signal.getMessage());
    assertThrows(ShapeException.class, () -> Model.input(1, 8, 8).conv1d(4, 3));
    assertThrows(ShapeException.class, () -> Model.input(3, 9).then(new Conv1d(4, 3).groups(2)));
  }

  /// Four numbers, a filter of two with its bias, ReLU, pooling by 2 (three places, so one pair),
  /// three outputs with softmax.
  @Test
  @Covers("A18")
  void theSmallestClassifierByHand() {
    var net = Model.input(1, 4).then(new Conv1d(1, 2).padding(0)).relu().then(new MaxPool1d(3));
    net = net.flatten().dense(3).softmax();
    net.layer("conv1d_1").parameter("weight").set(0.5f, -1);
    net.layer("conv1d_1").parameter("bias").set(0.25f);
    net.layer("dense_1").parameter("weight").set(1, 2, -1);
    net.layer("dense_1").parameter("bias").set(0, -0.5f, 1);
    // z = (0.5 - 2 + 0.25, 1 + 1 + 0.25, -0.5 - 3 + 0.25) = (-1.25, 2.25, -3.25); pooled 2.25
    double[] scores = {2.25, 4, -1.25};
    double sum = 0;
    for (double s : scores) {
      sum += Math.exp(s);
    }
    var y = net.predict(Tensor.of(Shape.of(1, 1, 4), 1, 2, -1, 3)).toArray();
    for (int i = 0; i < 3; i++) {
      assertEquals(Math.exp(scores[i]) / sum, y[i], 1e-6);
    }
  }
}
