package dev.gradus.engine.book;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

/// Sounds: sine waves of three pitches with any phase and some noise, told apart by a
/// one-dimensional convolutional net.
class SineToyTest {
  private static final int STEPS = 64;
  private static final double[] PITCHES = {2, 4, 7};

  private static Dataset waves(int n, long seed) {
    var random = new Philox(seed, 0);
    var signals = new float[n * STEPS];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(PITCHES.length);
      double pitch = PITCHES[labels[i]] * (0.9 + 0.2 * random.nextDouble());
      double phase = 2 * Math.PI * random.nextDouble();
      for (int t = 0; t < STEPS; t++) {
        double wave = Math.sin(2 * Math.PI * pitch * t / STEPS + phase);
        signals[i * STEPS + t] = (float) (wave + 0.3 * random.nextGaussian());
      }
    }
    return Dataset.of(Shape.of(1, STEPS), signals, labels, PITCHES.length);
  }

  @Test
  @Covers("A24")
  void pitchesAreToldApart() {
    var net =
        Model.input(1, STEPS)
            .conv1d(8, 9)
            .relu()
            .maxPool1d(2)
            .conv1d(16, 5)
            .relu()
            .flatten()
            .dense(3);
    net.seed(1).train(waves(600, 1)).optimizer(adam(3e-3)).batchSize(50).epochs(6).run();
    double accuracy = net.evaluate(waves(400, 2)).accuracy();
    assertTrue(accuracy >= 0.95, "accuracy " + accuracy);
  }
}
