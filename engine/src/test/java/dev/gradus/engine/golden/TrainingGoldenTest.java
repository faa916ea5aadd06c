package dev.gradus.engine.golden;

import static dev.gradus.engine.Layers.avgPool2d;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.golden.Golden.Case;
import dev.gradus.engine.layer.LayerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// From the same weights, with the same samples in the same order, every step of a training run has
/// the loss that it has in PyTorch, and the run ends with the same weights.
@Covers({"A01", "A02", "A13"})
final class TrainingGoldenTest {
  private static final Map<String, List<LayerSpec>> NETS =
      Map.of(
          "dense layers",
          List.of(flatten(), dense(6), relu(), dense(4)),
          "a convolution",
          List.of(conv2d(2, 3), relu(), maxPool2d(2), flatten(), dense(4)),
          "averages and tanh",
          List.of(conv2d(2, 3), tanh(), avgPool2d(2), conv2d(5, 3), tanh(), flatten(), dense(4)));

  @TestFactory
  Stream<DynamicTest> runs() {
    return Golden.cases("training").stream()
        .flatMap(c ->
            Stream.of(Device.cpu(), Device.reference())
                .map(device -> dynamicTest(c.name() + " on " + device, () -> run(c, device))));
  }

  private static float[] floats(double[] values) {
    var result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }

  private static double[] doubles(float[] values) {
    var result = new double[values.length];
    Arrays.setAll(result, i -> values[i]);
    return result;
  }

  private static void run(Case c, Device device) {
    var layers = Objects.requireNonNull(NETS.get(c.name())).toArray(LayerSpec[]::new);
    var model = Model.sequential(Shape.of(1, 8, 8), layers).on(device);
    var weights = model.parameters().list();
    var first = c.list("first");
    assertEquals(first.size(), weights.size());
    for (int i = 0; i < first.size(); i++) {
      assertEquals(first.get(i).shape(), weights.get(i).shape());
      weights.get(i).set(floats(first.get(i).data()));
    }
    var labels = Arrays.stream(c.numbers("y").data()).mapToInt(y -> (int) y).toArray();
    var data = Dataset.of(Shape.of(1, 8, 8), floats(c.numbers("x").data()), labels, 4);
    var history =
        model
            .train(data)
            .optimizer(Optimizers.adam(c.number("rate")))
            .batchSize((int) c.number("batch"))
            .epochs((int) c.number("epochs"))
            .shuffle(false)
            .run();
    var losses = c.numbers("losses").data();
    double worst = Golden.difference(losses, doubles(history.stepLosses()));
    double end = 0;
    var last = c.list("last");
    for (int i = 0; i < last.size(); i++) {
      var found = doubles(weights.get(i).toArray());
      end = Math.max(end, Golden.difference(last.get(i).data(), found));
    }
    System.out.printf(
        Locale.ROOT, "golden training %s: losses %.1e, weights %.1e%n", c.name(), worst, end);
    assertTrue(losses[losses.length - 1] < 0.8 * losses[0], "the run learns");
    assertTrue(worst < 1e-5, "the losses differ by " + worst);
    assertTrue(end < 1e-5, "the weights differ by " + end);
  }
}
