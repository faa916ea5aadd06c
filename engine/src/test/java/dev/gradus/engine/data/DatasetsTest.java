package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Shape;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DatasetsTest {
  @Test
  void drawsDigitsByDefault() {
    var pair = Datasets.digits();
    assertEquals(
        "train: digits train: 6,000 samples of [1, 28, 28], 10 classes; "
            + "test: digits test: 2,000 samples of [1, 28, 28], 10 classes",
        pair.toString());
    assertArrayEquals(
        new int[] {200, 200, 200, 200, 200, 200, 200, 200, 200, 200}, pair.test().classCounts());
    says(() -> Datasets.digits(0, 5, 1), "0 digits to train");
    says(() -> Datasets.digits(5, 3_000_000, 1), "3,000,000 digits to test", "2,000,000");
  }

  @Test
  void knowsDataSetsByName() {
    assertEquals(List.of("digits", "mnist"), Datasets.names());
    assertEquals(6000, Datasets.named(" Digits ").train().size());
    says(
        () -> Datasets.named("mnits"),
        "no data set named \"mnits\", did you mean mnist?",
        "digits, mnist",
        "Datasets.idx(folder)");
    says(() -> Datasets.named("imagenet-22k"), "named \"imagenet-22k\". Known");
  }

  /// Skipped where no local copy is named; a name that leads nowhere fails.
  @Test
  void mnistIsWhatItsAuthorsPublished() {
    var local = DataFolders.current().local();
    Assumptions.assumeTrue(local.isPresent(), "GRADUS_DATA is not set");
    Assumptions.assumeTrue(
        local.stream()
            .anyMatch(f -> new IdxFolder(f).hasAny() || Files.isDirectory(f.resolve("mnist"))),
        "GRADUS_DATA has no MNIST");
    var mnist = Datasets.mnist();
    assertEquals(Shape.of(1, 28, 28), mnist.train().inputShape());
    assertArrayEquals(
        new int[] {5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949},
        mnist.train().classCounts());
    assertArrayEquals(
        new int[] {980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009},
        mnist.test().classCounts());
    assertEquals(0.130660, mnist.train().mean(), 1e-6);
    assertEquals(0.308108, mnist.train().std(), 1e-6);
    assertArrayEquals(new int[] {5, 0, 4, 1, 9}, mnist.train().take(5).labels());
    assertEquals(mnist.train().size(), Datasets.named("mnist").train().size());
  }
}
