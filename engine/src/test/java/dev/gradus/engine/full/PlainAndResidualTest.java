package dev.gradus.engine.full;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.zoo.Resnets;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The experiment of the ResNet paper (figure 4 and 6) in small: 32 layers in a row are harder to
/// train than the same layers with ways around them, which shows in the training loss. Prints what
/// it measures.
@Tag("full")
class PlainAndResidualTest {
  private static final int SAMPLES = 512;
  private static final int EPOCHS = 4;

  /// Drawn digits with a border, the same in three colours.
  private static Dataset colours() {
    var digits = Datasets.digits(SAMPLES, 10, 3).train().pad(2);
    int pixels = 32 * 32;
    var values = new float[SAMPLES * 3 * pixels];
    for (int i = 0; i < SAMPLES; i++) {
      for (int c = 0; c < 3; c++) {
        System.arraycopy(digits.input(i), 0, values, (3 * i + c) * pixels, pixels);
      }
    }
    return Dataset.of(Shape.of(3, 32, 32), values, digits.labels(), 10);
  }

  private static double loss(Model model, Dataset data) {
    var history =
        model
            .seed(1)
            .train(data)
            .optimizer(Optimizers.sgd(0.1).momentum(0.9))
            .batchSize(32)
            .epochs(EPOCHS)
            .run();
    double loss = history.epochs().getLast().loss();
    System.out.printf(
        Locale.ROOT, "%s: training loss %.4f after %d epochs%n", model.name(), loss, EPOCHS);
    return loss;
  }

  @Test
  @Covers("A10")
  void plainNetworksAreHarderToTrain() {
    var data = colours();
    double residual = loss(Resnets.small(5, true), data);
    double plain = loss(Resnets.small(5, false), data);
    assertTrue(residual < plain, residual + " and " + plain);
  }
}
