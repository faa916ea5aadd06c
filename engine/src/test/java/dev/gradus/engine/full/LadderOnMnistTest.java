package dev.gradus.engine.full;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.Regularizers;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.train.Evaluation;
import dev.gradus.engine.zoo.NielsenNets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The ladder of [NielsenNets] where its steps show within minutes: trained on few images of MNIST
/// for many epochs, tested on all 10,000 test images, three seeds each. Prints what it measures
/// beside what the book reports for all of MNIST.
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LadderOnMnistTest {
  private static final int SEEDS = 3;
  private static final int BATCH = 10;
  private static final int TEST = 10_000;
  private DatasetPair mnist = Datasets.digits(10, 10, 1);

  @BeforeAll
  void load() {
    var folder = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(folder != null && !folder.isBlank(), "GRADUS_DATA is not set");
    mnist = Datasets.mnist().take(500, TEST);
  }

  private record Measured(List<Evaluation> seeds) {
    double mean(ToDoubleFunction<Evaluation> value) {
      return seeds.stream().mapToDouble(value).average().orElseThrow();
    }

    double accuracy() {
      return mean(Evaluation::accuracy);
    }

    double low() {
      return seeds.stream().mapToDouble(Evaluation::accuracy).min().orElseThrow();
    }

    double high() {
      return seeds.stream().mapToDouble(Evaluation::accuracy).max().orElseThrow();
    }
  }

  /// With rectifiers plain descent at the rate and with the penalty of the chapter, in batches of
  /// 10; sigmoids would not leave their plateau in so few steps and are trained with Adam.
  private Measured climb(NielsenNets.Rung rung) {
    var train = rung.expanded() ? mnist.train().expandShifts() : mnist.train();
    var seeds = new ArrayList<Evaluation>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      var model = rung.builder().get().seed(seed);
      var run = model.train(train).batchSize(BATCH).epochs(rung.expanded() ? 12 : 30);
      if (rung.penalty() > 0) {
        run.optimizer(Optimizers.sgd(rung.rate()))
            .regularizer(Regularizers.l2(rung.penalty() * BATCH / train.size()));
      } else {
        run.optimizer(Optimizers.adam(1e-3));
      }
      run.run();
      seeds.add(model.evaluate(mnist.test()));
    }
    var measured = new Measured(seeds);
    System.out.printf(
        Locale.ROOT,
        "%-22s %.2f %% (%.2f to %.2f); the book, all images: %.2f %%%n",
        rung.title(),
        100 * measured.accuracy(),
        100 * measured.low(),
        100 * measured.high(),
        100 * rung.bookAccuracy());
    return measured;
  }

  /// The means rise up to the expanded data: 84.4, 85.4, 90.1, 91.4, 94.1 % were measured. The
  /// seeds of the first two overlap; a second convolution and more data are better with every seed.
  /// Another dense layer changes nothing that could be told from noise (94.1 % again); in the
  /// chapter it gains 0.06 points.
  @Test
  @Covers("A14")
  void theLadderRisesUpToTheExpandedData() {
    var rungs = NielsenNets.ladder().subList(0, 6).stream().map(this::climb).toList();
    double[] means = rungs.stream().mapToDouble(Measured::accuracy).toArray();
    for (int i = 1; i < means.length - 1; i++) {
      assertTrue(means[i] > means[i - 1], "rung " + (i + 1) + " of " + Arrays.toString(means));
    }
    assertTrue(rungs.get(2).low() > rungs.get(1).high(), "a second convolution");
    assertTrue(rungs.get(4).low() > rungs.get(3).high(), "more data");
    assertTrue(rungs.get(5).low() > rungs.get(3).high(), "more data for another layer");
    assertEquals(means[4], means[5], 0.01, "another layer");
  }

  /// 1,000 images, Adam in batches of 20: 30 epochs at 3e-4, then 10 at 6e-5.
  private static List<Evaluation> last(double rate) {
    var data = Datasets.mnist().take(1_000, TEST);
    var seeds = new ArrayList<Evaluation>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      var model = NielsenNets.wide(rate).seed(seed);
      model
          .train(data.train())
          .optimizer(Optimizers.adam(3e-4))
          .schedule(Schedules.stepDecay(0.2, 30))
          .batchSize(20)
          .epochs(40)
          .run();
      seeds.add(model.evaluate(data.test()));
    }
    System.out.printf(Locale.ROOT, "1,000 and 1,000 units, dropout %.1f: %s%n", rate, seeds);
    return seeds;
  }

  /// Dropout gives a higher accuracy and a lower loss with each seed: 95.58, 95.56, 95.32 % were
  /// measured with and 95.01, 94.78, 94.56 % without, by 10,000 images, whose standard error is 0.2
  /// points (a fourth seed, not run here: 95.25 and 94.41 %). The rate falls at the end: at 3e-4 to
  /// the last step, single steps are bad enough to turn the order of a pair.
  @Test
  @Covers("A15")
  void theLastRungBeatsItsTwinWithoutDropout() {
    var dropped = last(0.5);
    var twin = last(0);
    for (int i = 0; i < SEEDS; i++) {
      var seed = "seed " + (i + 1) + ": " + dropped.get(i) + " against " + twin.get(i);
      assertTrue(dropped.get(i).accuracy() > twin.get(i).accuracy() + 0.002, seed);
      assertTrue(dropped.get(i).loss() < 0.9 * twin.get(i).loss(), seed);
      assertTrue(twin.get(i).accuracy() > 0.93, seed);
    }
  }
}
