package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DrawnDigitsTest {
  private static String hash(Dataset data) {
    var digest = IdxFile.sha256Digest();
    for (int i = 0; i < data.size(); i++) {
      digest.update((byte) data.label(i));
      for (float v : data.input(i)) {
        digest.update((byte) Math.round(v * 255));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Test
  void drawsTheSameBytesEverywhere() {
    var pair = Datasets.digits(500, 200, 42);
    assertEquals(
        "efe1b87db0fd9e67fe04cf962d5348838c038f9c2d2a427ca31702d3fa1e926d", hash(pair.train()));
    assertEquals(
        "67a6cb689d40d2cc974940123d92c1326b1516700e97edfdc2038e5c6e7ae964", hash(pair.test()));
  }

  @Test
  void fewerAreAPrefixOfMore() {
    var few = new DrawnDigits(7, 0).dataset(25, "x");
    var more = new DrawnDigits(7, 0).dataset(60, "x");
    assertEquals(hash(few), hash(more.take(25)));
    assertNotEquals(hash(few), hash(new DrawnDigits(8, 0).dataset(25, "x")));
    assertNotEquals(hash(few), hash(new DrawnDigits(7, 1).dataset(25, "x")));
  }

  @Test
  void everyTenHoldEachDigitOnceInChangingOrder() {
    var data = new DrawnDigits(1, 0).dataset(50, "x");
    for (int i = 0; i < 50; i += 10) {
      assertArrayEquals(
          new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, data.slice(i, i + 10).classCounts());
    }
    assertNotEquals(
        Arrays.toString(data.take(10).labels()), Arrays.toString(data.slice(10, 20).labels()));
  }

  @Test
  void isWhiteOnBlackLikeMnist() {
    var data = new DrawnDigits(1, 0).dataset(1000, "x");
    assertEquals(0.13, data.mean(), 0.03);
    assertEquals(0.29, data.std(), 0.05);
    for (int i = 0; i < data.size(); i++) {
      float strongest = 0;
      double sum = 0;
      for (float v : data.input(i)) {
        strongest = Math.max(strongest, v);
        sum += v;
      }
      assertTrue(strongest > 0.35, "sample " + i + " is readable");
      assertTrue(sum > 10 && sum < 400, "sample " + i + " has ink " + sum);
    }
  }

  /// The promise of the data set: a linear model does neither badly nor well on it.
  @Test
  void linearModelStaysBelow95Percent() {
    var pair = Datasets.digits();
    var model = new LinearSoftmax(784, 10);
    double best = 0;
    double last = 0;
    for (int epoch = 0; epoch < 10; epoch++) {
      model.epoch(pair.train(), new Philox(epoch, 0).permutation(6000), epoch < 5 ? 0.1f : 0.05f);
      last = model.accuracy(pair.test());
      best = Math.max(best, last);
    }
    assertTrue(best < 0.95, "best " + best);
    assertTrue(last > 0.80, "last " + last);
  }
}
