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
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Networks on the first 6,000 and 2,000 images of MNIST: five epochs of Adam 1e-3 in batches of
/// 64. Prints what it measures.
///
/// Bounds are the mean of seeds less twice their standard deviation. From the same weights and with
/// the same order PyTorch 2.13 gets the same answers image by image (six seeds of the dense and the
/// first convolutional network, three of LeNet; losses of all 470 steps equal to 4e-6). With
/// weights of its own, drawn as here, it gets, pixels from 0 to 1, mean and standard deviation over
/// seeds:
///
/// | | here | PyTorch, same initialisation | PyTorch, its own |
/// |---|---|---|---|
/// | dense | 88.1 +- 0.4 (6) | 88.2 +- 0.2 (10) | 87.5 +- 0.5 (10) |
/// | first convolutional | 88.5 +- 1.1 (30) | 88.6 +- 1.3 (30) | 87.3 +- 1.2 (10) |
/// | LeNet, tanh | 92.3 +- 0.4 (16) | 91.7 +- 0.6 (13) | 92.2 +- 0.3 (5) |
///
/// With pixels of mean 0 and deviation 1 all are better, here 88.8 +- 0.7, 89.3 +- 1.2 and 94.0 +-
/// 0.4 (10 seeds each).
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

  private static History train(Model model, DatasetPair data, long seed) {
    return model
        .seed(seed)
        .train(data)
        .optimizer(Optimizers.adam(1e-3))
        .batchSize(64)
        .epochs(EPOCHS)
        .run();
  }

  /// The mean over three seeds.
  private static double mean(Supplier<Model> net, DatasetPair data) {
    double sum = 0;
    for (int seed = 1; seed <= 3; seed++) {
      sum += accuracy(net.get(), data, seed);
    }
    return sum / 3;
  }

  private static double accuracy(Model model, DatasetPair data) {
    return accuracy(model, data, 1);
  }

  private static double accuracy(Model model, DatasetPair data, long seed) {
    var history = train(model, data, seed);
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
    assertTrue(mean(Mlps::mlp, small) > 0.873);
    assertTrue(mean(Mlps::mlp, small.normalize()) > 0.873);
  }

  @Test
  @Covers("A13")
  void firstNetwork() {
    assertTrue(mean(NielsenNets::first, small) > 0.862);
    assertTrue(mean(NielsenNets::first, small.normalize()) > 0.868);
  }

  @Test
  @Covers("A16")
  void tutorial() {
    assertTrue(accuracy(Tutorials.tensorflow02(), small) > 0.95);
  }

  @Test
  @Covers({"A02", "A03"})
  void sigmoidsLearnMoreSlowly() {
    double tanh = mean(Lenets::lenet5, padded);
    double sigmoid = accuracy(Lenets.sigmoidLenet5(), padded);
    assertTrue(tanh > 0.914, "tanh " + tanh);
    double normed = mean(Lenets::lenet5, small.normalize().pad(2));
    assertTrue(normed > 0.931, "of normalised images " + normed);
    assertTrue(sigmoid < tanh - 0.05, "sigmoid " + sigmoid);
  }

  @Test
  @Covers("A04")
  void originalOf1998() {
    assertTrue(accuracy(Lenets.original(), padded.map(d -> d.normalize(0.1, 1))) > 0.8);
  }

  /// The last rung and its twin without dropout. Five epochs are too few for dropout to pay: 95.7
  /// against 96.6 % were measured here, so that this asserts no order; LadderOnMnistTest does,
  /// where the twin over-fits.
  @Test
  void lastRungAndItsTwin() {
    assertTrue(accuracy(NielsenNets.dropouts(), small) > 0.93);
    assertTrue(accuracy(NielsenNets.wide(0), small) > 0.93);
  }
}
