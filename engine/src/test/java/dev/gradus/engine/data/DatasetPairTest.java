package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class DatasetPairTest {
  private static Dataset images(int n, int side, int classes) {
    var bytes = new byte[n * side * side];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return Dataset.ofBytes(Shape.of(1, side, side), bytes, new int[n], classes);
  }

  @Test
  void changesBothPartsAlike() {
    var pair = new DatasetPair(images(5, 4, 3), images(3, 4, 3)).pad(1).take(4, 2);
    assertEquals(
        "train: data: 4 samples of [1, 6, 6], 3 classes; test: data: 2 samples of [1, 6, 6], 3 classes",
        pair.toString());
  }

  @Test
  void normalisesByTheTrainingPartAlone() {
    var test = images(3, 4, 3).map(x -> x + 5);
    var pair = new DatasetPair(images(5, 4, 3), test).normalize();
    assertEquals(0, pair.train().mean(), 1e-6);
    assertEquals(1, pair.train().std(), 1e-6);
    assertTrue(pair.test().mean() > 5);
  }

  @Test
  void refusesPartsThatNeedDifferentModels() {
    var a = images(2, 4, 3);
    says(() -> new DatasetPair(a, images(2, 5, 3)), "[1, 4, 4] but test samples are [1, 5, 5]");
    says(() -> new DatasetPair(a, images(2, 4, 4)), "3 classes", "the test data 4");
  }
}
