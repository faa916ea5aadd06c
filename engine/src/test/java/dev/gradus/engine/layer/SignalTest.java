package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What first weights do to signals: the spread of the results of five layers of 100 units, for
/// normal inputs, is about what the course's numbers say (those are of one draw; ours is the mean
/// of some).
class SignalTest {
  private static final int WIDTH = 100;
  private static final int LAYERS = 5;
  private static final int DRAWS = 5;
  private static final int SAMPLES = 300;

  /// The results of every layer of one draw.
  private static float[][] results(Initializer initializer, LayerSpec activation, long seed) {
    var specs = new ArrayList<LayerSpec>();
    for (int i = 0; i < LAYERS; i++) {
      specs.add(new Dense(WIDTH).withoutBias().initializer(initializer));
      specs.add(activation);
    }
    var model = Model.sequential(Shape.of(WIDTH), specs.toArray(LayerSpec[]::new)).seed(seed);
    var x = Context.seeded(seed + 100).call(() -> Tensor.randn(SAMPLES, WIDTH));
    var results = new float[LAYERS][];
    for (int i = 0; i < LAYERS; i++) {
      var name = model.layers().get(2 * i + 1).name();
      results[i] = model.forward(x, name).toArray();
    }
    return results;
  }

  /// The mean over some draws of the deviation of every layer's results.
  private static double[] stds(Initializer initializer, LayerSpec activation) {
    var stds = new double[LAYERS];
    for (int draw = 0; draw < DRAWS; draw++) {
      var results = results(initializer, activation, draw);
      for (int i = 0; i < LAYERS; i++) {
        stds[i] += std(results[i]) / DRAWS;
      }
    }
    return stds;
  }

  private static double std(float[] values) {
    double sum = 0;
    double squares = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
    }
    double mean = sum / values.length;
    return Math.sqrt(squares / values.length - mean * mean);
  }

  private static void near(double[] expected, double[] actual, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], tolerance * expected[i], Arrays.toString(actual));
    }
  }

  @Test
  @Covers({"C20"})
  void smallWeightsMakeSignalsVanish() {
    var stds = stds(Initializer.normal(0.01), Layers.tanh());
    near(new double[] {0.1, 0.01, 0.001, 1e-4, 1e-5}, stds, 0.05);
  }

  @Test
  @Covers({"C20"})
  void largeWeightsSaturateTanh() {
    for (var layer : results(Initializer.normal(1), Layers.tanh(), 1)) {
      int saturated = 0;
      for (float v : layer) {
        saturated += Math.abs(v) > 0.95 ? 1 : 0;
      }
      assertEquals(0.85, (double) saturated / layer.length, 0.02);
    }
  }

  @Test
  @Covers({"C20"})
  void largeWeightsMakeReluExplode() {
    var stds = stds(Initializer.normal(1), Layers.relu());
    near(new double[] {5.84, 41.3, 292, 2065, 14_600}, stds, 0.1);
  }

  @Test
  @Covers({"C21"})
  void lecunKeepsTanhAlive() {
    near(
        new double[] {0.63, 0.48, 0.40, 0.36, 0.32},
        stds(Initializer.lecun(), Layers.tanh()),
        0.05);
  }

  @Test
  @Covers({"C22"})
  void heKeepsReluAlive() {
    var stds = stds(Initializer.he(), Layers.relu());
    near(new double[] {0.826, 0.826, 0.826, 0.826, 0.826}, stds, 0.1);
    var lecun = stds(Initializer.lecun(), Layers.relu());
    near(new double[] {0.584, 0.413, 0.292, 0.206, 0.146}, lecun, 0.1);
    // by default a layer before a ReLU gets He's weights
    var model = Model.sequential(Shape.of(WIDTH), new Dense(50), Layers.relu(), new Dense(3));
    assertEquals(Initializer.he(), model.layer("dense_1").parameter("weight").initializer());
    assertEquals(Initializer.glorot(), model.layer("dense_2").parameter("weight").initializer());
  }

  /// A bias of 0.1 lets more units of a ReLU layer fire at the start, if its weights are small.
  @Test
  @Covers({"C23"})
  void aSmallPositiveBiasLetsUnitsFire() {
    double without = active(0);
    double with = active(0.1f);
    assertEquals(0.5, without, 0.02);
    assertEquals(0.84, with, 0.02);
  }

  /// The share of units that fire: scores have a deviation of 0.1 around the bias.
  private static double active(float bias) {
    var layer = new Dense(WIDTH).initializer(Initializer.normal(0.01));
    var model = Model.sequential(Shape.of(WIDTH), layer, Layers.relu()).seed(3);
    var biases = new float[WIDTH];
    Arrays.fill(biases, bias);
    model.layer("dense_1").parameter("bias").set(biases);
    var x = Context.seeded(4).call(() -> Tensor.randn(SAMPLES, WIDTH));
    int firing = 0;
    for (float v : model.forward(x).toArray()) {
      firing += v > 0 ? 1 : 0;
    }
    return (double) firing / (SAMPLES * WIDTH);
  }

  /// The first layer's weights before and after training from all zeros, [in, out].
  private static float[] trainedFromZero(LayerSpec activation) {
    var random = new Philox(1, 2);
    var inputs = new float[4 * 200];
    var labels = new int[200];
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 4; j++) {
        inputs[4 * i + j] = (float) random.nextGaussian();
      }
      labels[i] = inputs[4 * i] > 0.3 ? 1 : 0;
    }
    var model =
        Model.sequential(
            Shape.of(4),
            new Dense(6).initializer(Initializer.zeros()),
            activation,
            new Dense(2).initializer(Initializer.zeros()));
    model
        .train(Dataset.of(Shape.of(4), inputs, labels, 2))
        .optimizer(Optimizers.sgd(0.5))
        .batchSize(20)
        .epochs(5)
        .run();
    return model.layer("dense_1").parameter("weight").toArray();
  }

  @Test
  @Covers({"C19"})
  void unitsThatStartEqualStayEqual() {
    for (var activation : new LayerSpec[] {Layers.tanh(), Layers.relu(), Layers.sigmoid()}) {
      var w = trainedFromZero(activation);
      double largest = 0;
      for (int i = 0; i < 4; i++) {
        for (int unit = 0; unit < 6; unit++) {
          assertEquals(w[6 * i], w[6 * i + unit], "every unit is the same");
          largest = Math.max(largest, Math.abs(w[6 * i + unit]));
        }
      }
      // tanh(0) = relu(0) = 0 lets nothing through in either direction; sigmoid(0) is 1/2
      if (activation.equals(Layers.sigmoid())) {
        assertTrue(largest > 0.01, "largest " + largest);
      } else {
        assertEquals(0, largest);
      }
    }
  }
}
