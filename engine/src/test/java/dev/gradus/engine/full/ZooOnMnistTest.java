package dev.gradus.engine.full;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.train.History;
import dev.gradus.engine.zoo.Lenets;
import dev.gradus.engine.zoo.Mlps;
import dev.gradus.engine.zoo.NielsenNets;
import dev.gradus.engine.zoo.Tutorials;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Networks on the first 6,000 and 2,000 images of MNIST: five epochs of Adam 1e-3 in batches of
/// 64. Prints what it measures.
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ZooOnMnistTest {
  private static final int EPOCHS = 5;
  private DatasetPair small = Datasets.digits(10, 10, 1);
  private DatasetPair padded = small;

  @BeforeAll
  void load() {
    var folder = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(folder != null && !folder.isBlank(), "GRADUS_DATA is not set");
    small = Datasets.mnist().take(6_000, 2_000);
    padded = small.pad(2);
  }

  private static History train(Model model, DatasetPair data) {
    return model
        .seed(1)
        .train(data)
        .optimizer(Optimizers.adam(1e-3))
        .batchSize(64)
        .epochs(EPOCHS)
        .run();
  }

  private static double accuracy(Model model, DatasetPair data) {
    var history = train(model, data);
    double accuracy = model.evaluate(data).accuracy();
    double seconds = history.epochs().stream().mapToDouble(e -> e.seconds()).sum();
    System.out.printf(
        Locale.ROOT,
        "%s on 6,000 images of MNIST: %.2f %% after %d epochs, %.1f s%n",
        model.name(),
        100 * accuracy,
        EPOCHS,
        seconds);
    return accuracy;
  }

  @Test
  @Covers("A01")
  void dense() {
    assertTrue(accuracy(Mlps.mlp(), small) > 0.85);
  }

  @Test
  @Covers("A13")
  void firstNetwork() {
    assertTrue(accuracy(NielsenNets.first(), small) > 0.85);
  }

  @Test
  @Covers("A16")
  void tutorial() {
    assertTrue(accuracy(Tutorials.tensorflow02(), small) > 0.95);
  }

  @Test
  @Covers({"A02", "A03"})
  void sigmoidsLearnMoreSlowly() {
    double tanh = accuracy(Lenets.lenet5(), padded);
    double sigmoid = accuracy(Lenets.sigmoidLenet5(), padded);
    assertTrue(tanh >= 0.9, "tanh " + tanh);
    assertTrue(sigmoid < tanh - 0.05, "sigmoid " + sigmoid);
  }

  @Test
  @Covers("A04")
  void originalOf1998() {
    assertTrue(accuracy(Lenets.original(), padded.map(d -> d.normalize(0.1, 1))) > 0.8);
  }

  /// The last rung and its twin without dropout. Five epochs are too few for dropout to pay: 95.7
  /// against 96.6 % were measured here, so that this asserts no order.
  @Test
  void lastRungAndItsTwin() {
    assertTrue(accuracy(NielsenNets.dropouts(), small) > 0.93);
    assertTrue(accuracy(NielsenNets.wide(0), small) > 0.93);
  }
}
