package dev.gradus.engine.book;

import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.LayerSpec;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the texts say about activations.
class ActivationBookTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  static Stream<Device> devices() {
    return Stream.of(Device.reference(), Device.cpu());
  }

  private static float[] slopes(UnaryOperator<Tensor> f, float... z) {
    var x = Tensor.of(z).requiresGrad();
    f.apply(x).sum().backward();
    return x.grad().toArray();
  }

  @Test
  @Covers("B22")
  void theSigmoidSaturates() {
    var z = new float[2001];
    for (int i = 0; i < z.length; i++) {
      z[i] = (i - 1000) / 100f;
    }
    var slopes = slopes(Tensor::sigmoid, z);
    for (int i = 0; i < z.length; i++) {
      assertTrue(slopes[i] <= 0.25f, "slope at " + z[i]);
    }
    assertEquals(0.25f, slopes[1000]);
    assertTrue(slopes[2000] < 5e-5, "slope at 10");
    for (float y : Tensor.of(z).sigmoid().toArray()) {
      assertTrue(y > 0 && y < 1);
    }
  }

  @Test
  @Covers("B23")
  void tanhIsAStretchedSigmoidAroundZero() {
    assertEquals(1, slopes(Tensor::tanh, 0)[0]);
    assertTrue(slopes(Tensor::tanh, 5)[0] < 2e-4);
    for (float slope : slopes(Tensor::tanh, -3, -1, -0.1f, 0.1f, 1, 3)) {
      assertTrue(slope < 1);
    }
    var z = Tensor.of(-9, -1, 0, 0.3f, 4);
    assertArrayEquals(z.div(2).tanh().add(1).div(2).toArray(), z.sigmoid().toArray(), 1e-6f);
  }

  @Test
  @Covers("B24")
  void theRectifierPassesOrBlocks() {
    var y = Tensor.of(-2, -0.5f, 0, 0.5f, 3).relu().toArray();
    assertArrayEquals(new float[] {0, 0, 0, 0.5f, 3}, y);
    assertArrayEquals(new float[] {0, 0, 0, 1, 1}, slopes(Tensor::relu, -2, -0.5f, 0, 0.5f, 3));
  }

  private static double trained(LayerSpec activation, Dataset train, Dataset test) {
    var model =
        Model.sequential(
                train.inputShape(),
                Layers.flatten(),
                Layers.dense(64),
                activation,
                Layers.dense(64),
                activation,
                Layers.dense(10))
            .seed(1);
    model.train(train).optimizer(sgd(0.1)).batchSize(20).epochs(12).run();
    return model.evaluate(test).accuracy();
  }

  /// The same net and training on 100 to 800 drawn digits.
  @Test
  @Covers("B24")
  void theRectifierLearnsFasterThanTheSigmoid() {
    var digits = Datasets.digits(800, 500, 4);
    for (int samples : new int[] {100, 300, 800}) {
      var some = digits.train().take(samples);
      double relu = trained(Layers.relu(), some, digits.test());
      double sigmoid = trained(Layers.sigmoid(), some, digits.test());
      assertTrue(relu > sigmoid + 0.05, samples + " samples: " + relu + " and " + sigmoid);
    }
  }

  @ParameterizedTest
  @MethodSource("devices")
  @Covers({"B21", "B22", "B23", "B24"})
  void nothingOverflows(Device device) {
    Context.current()
        .on(device)
        .run(() -> {
          var x = Tensor.of(-INFINITY, -1000, -0f, 1000, INFINITY);
          assertArrayEquals(new float[] {0, 0, 0.5f, 1, 1}, x.sigmoid().toArray());
          assertArrayEquals(new float[] {-1, -1, 0, 1, 1}, abs(x.tanh()));
          assertArrayEquals(new float[] {0, 0, 0, 1000, INFINITY}, abs(x.relu()));
          List<UnaryOperator<Tensor>> functions =
              List.of(Tensor::sigmoid, Tensor::tanh, Tensor::relu);
          for (var f : functions) {
            for (float slope : slopes(f, -INFINITY, -1000, -0f, 1000, INFINITY)) {
              assertTrue(slope >= 0 && slope <= 1);
            }
          }
          softmax();
        });
  }

  /// -0 as 0.
  private static float[] abs(Tensor y) {
    var values = y.toArray();
    values[2] = Math.abs(values[2]);
    return values;
  }

  private static void softmax() {
    var scores = Tensor.of(Shape.of(2, 3), 1000, 1001, -1000, -INFINITY, -0f, 0);
    var p = scores.softmax();
    for (int row = 0; row < 2; row++) {
      assertEquals(1, p.get(row, 0) + p.get(row, 1) + p.get(row, 2), 1e-6);
    }
    assertEquals(0.7310586, p.get(0, 1), 1e-6);
    assertArrayEquals(new float[] {0, 0.5f, 0.5f}, p.narrow(0, 1, 2).toArray(), 1e-7f);
    for (float logarithm : scores.logSoftmax().toArray()) {
      assertFalse(Float.isNaN(logarithm));
    }
  }
}
