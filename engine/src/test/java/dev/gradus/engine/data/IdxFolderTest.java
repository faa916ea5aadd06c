package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFolderTest {
  @TempDir Path folder = Path.of("");

  @BeforeEach
  void fill() throws IOException {
    IdxBytes.fill(folder, 4);
  }

  private void replace(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), IdxBytes.packed(bytes));
  }

  @Test
  void readsBothParts() {
    var pair = Datasets.idx(folder);
    assertEquals(folder.getFileName() + " train", pair.train().name());
    assertEquals(Shape.of(1, 2, 2), pair.test().inputShape());
    assertArrayEquals(new int[] {0, 4, 1}, pair.train().labels());
    assertArrayEquals(new int[] {2, 0}, pair.test().labels());
    assertEquals(5, pair.test().classes());
    assertArrayEquals(
        new float[] {104 / 255f, 105 / 255f, 106 / 255f, 107 / 255f}, pair.test().input(1));
  }

  @Test
  void understandsBothSpellingsPackedOrNot() throws IOException {
    Files.move(
        folder.resolve("train-images-idx3-ubyte.gz"), folder.resolve("train-images.idx3-ubyte.gz"));
    Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
    Files.write(folder.resolve("t10k-labels.idx1-ubyte"), IdxBytes.labels(1, 1));
    Files.move(
        folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("test-images-idx3-ubyte.gz"));
    var pair = Datasets.idx(folder.toString());
    assertArrayEquals(new int[] {1, 1}, pair.test().labels());
  }

  @Test
  void labelsMayGoAboveNine() throws IOException {
    replace("t10k-labels-idx1-ubyte.gz", IdxBytes.labels(255, 0));
    assertEquals(256, Datasets.idx(folder).train().classes());
  }

  @Test
  void saysWhatIsMissingAndWhatIsThere() throws IOException {
    Files.delete(folder.resolve("train-labels-idx1-ubyte.gz"));
    says(
        () -> Datasets.idx(folder),
        "no file train-labels-idx1-ubyte",
        "train-labels.idx1-ubyte.gz",
        "It holds t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, train-images");
    var empty = Files.createDirectory(folder.resolve("empty"));
    says(() -> Datasets.idx(empty), "It holds nothing");
    assertFalse(new IdxFolder(empty).hasAny());
    assertTrue(new IdxFolder(folder).hasAny());
    says(() -> Datasets.idx(folder.resolve("none")), "there is no folder", "none");
    says(() -> Datasets.idx("a\0b"), "not a path");
  }

  @Test
  void refusesFilesThatDoNotBelongTogether() throws IOException {
    replace("train-labels-idx1-ubyte.gz", IdxBytes.labels(0, 1, 2, 3));
    says(() -> Datasets.idx(folder), "holds 3 images", "holds 4 labels");
    replace("train-labels-idx1-ubyte.gz", IdxBytes.labels(0, 1, 2));
    replace("t10k-images-idx3-ubyte.gz", IdxBytes.images(2, 2, 3, 0));
    says(() -> Datasets.idx(folder), "are 2x2 but those of", "are 2x3");
    replace("t10k-images-idx3-ubyte.gz", IdxBytes.labels(0, 1));
    says(() -> Datasets.idx(folder), "exchanged");
  }

  @Test
  void readsOneFileOfImagesAndOneOfLabels() throws IOException {
    var images = folder.resolve("t10k-images-idx3-ubyte.gz");
    var labels = folder.resolve("t10k-labels-idx1-ubyte.gz");
    assertEquals(
        "t10k-images-idx3-ubyte.gz: 2 samples of [1, 2, 2], 3 classes",
        Datasets.idx(images, labels).toString());
    says(() -> Datasets.idx(labels, images), "exchanged");
  }
}
