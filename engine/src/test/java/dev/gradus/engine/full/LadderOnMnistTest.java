package dev.gradus.engine.full;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Optimizers;
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

/// The ladder of [NielsenNets] where its steps show within a minute or two: trained on few images
/// of MNIST for many epochs, tested on 2,000, three seeds each. Prints what it measures beside what
/// the book reports for all of MNIST.
///
/// On 6,000 images and 5 epochs the last rung does not pay: 95.7 % with dropout, 96.6 % without; on
/// 2,000 images and 30 epochs it does.
@Tag("full")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LadderOnMnistTest {
  private static final int SEEDS = 3;
  private DatasetPair mnist = Datasets.digits(10, 10, 1);

  @BeforeAll
  void load() {
    var folder = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(folder != null && !folder.isBlank(), "GRADUS_DATA is not set");
    mnist = Datasets.mnist().take(500, 2_000);
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

  /// As many steps for every rung: the images of the expanded data are seen a fifth as often.
  private Measured climb(NielsenNets.Rung rung) {
    var train = rung.expanded() ? mnist.train().expandShifts() : mnist.train();
    var seeds = new ArrayList<Evaluation>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      var model = rung.builder().get().seed(seed);
      model
          .train(train)
          .optimizer(Optimizers.adam(1e-3))
          .batchSize(10)
          .epochs(rung.expanded() ? 6 : 30)
          .run();
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

  /// The means rise up to the expanded data: 81.4, 82.1, 88.1, 89.7, 93.1 % were measured. The
  /// seeds of the first two overlap; a second convolution and more data are better with every seed.
  /// Another dense layer then gave 93.6 % in one run and 90.8 % in another, whose vector kernels
  /// added in another order: no order is asserted there.
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
    assertTrue(means[5] > means[3], "another layer, against no expanded data");
  }

  /// 2,000 images, 20 epochs at the usual rate and 10 at a fifth of it.
  private static Measured last(double rate) {
    var data = Datasets.mnist().take(2_000, 2_000);
    var seeds = new ArrayList<Evaluation>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      var model = NielsenNets.wide(rate).seed(seed);
      model.train(data.train()).optimizer(Optimizers.adam(1e-3)).batchSize(50).epochs(20).run();
      model.train(data.train()).optimizer(Optimizers.adam(2e-4)).batchSize(50).epochs(10).run();
      seeds.add(model.evaluate(data.test()));
    }
    var measured = new Measured(seeds);
    System.out.printf(
        Locale.ROOT,
        "1,000 and 1,000 units, dropout %.1f: accuracy %.2f %% (%.2f to %.2f), loss %.3f, %s%n",
        rate,
        100 * measured.accuracy(),
        100 * measured.low(),
        100 * measured.high(),
        measured.mean(Evaluation::loss),
        measured.seeds());
    return measured;
  }

  /// What was measured: a loss of 0.171 with dropout (0.165, 0.180, 0.169) and of 0.233 without
  /// (0.250, 0.215, 0.235), 95.9 % (95.6 to 96.1) and 95.2 % (94.9 to 95.8) right. The loss is
  /// lower with every seed. The ranges of the accuracy overlap, so that for it only the mean is
  /// compared, with room for another order of sums. The book's gain on all images is 0.1 to 0.2
  /// points. On 500 images there was none in accuracy: 90.5 and 90.6 %.
  @Test
  @Covers("A15")
  void theLastRungBeatsItsTwinWithoutDropout() {
    var dropped = last(0.5);
    var twin = last(0);
    for (int i = 0; i < SEEDS; i++) {
      double with = dropped.seeds().get(i).loss();
      double without = twin.seeds().get(i).loss();
      assertTrue(with < 0.9 * without, "seed " + (i + 1) + ": " + with + " and " + without);
    }
    assertTrue(dropped.accuracy() > twin.accuracy() - 0.002, dropped + " against " + twin);
    assertTrue(dropped.low() > 0.93 && twin.low() > 0.93, dropped + " against " + twin);
  }
}
