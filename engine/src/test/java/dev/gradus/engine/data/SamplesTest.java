package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private static final Planes SMALL = new Planes(2, 3, 4);

  private static Samples small() {
    var data = new float[3 * SMALL.size()];
    for (int i = 0; i < data.length; i++) {
      data[i] = i + 1;
    }
    return new Samples.Floats(data, SMALL.size());
  }

  private static float[] whole(Samples samples, int sample) {
    var all = new float[samples.width()];
    samples.read(sample, 0, all.length, all, 0);
    return all;
  }

  /// Any run of numbers is the same part of the whole sample, and nothing else is written.
  private static void readsAnyRun(Samples samples) {
    var random = new Philox(1, 1);
    for (int trial = 0; trial < 500; trial++) {
      int sample = random.nextInt(samples.count());
      int start = random.nextInt(samples.width());
      int length = random.nextInt(samples.width() - start + 1);
      var expected = new float[length + 6];
      Arrays.fill(expected, -7);
      var actual = expected.clone();
      System.arraycopy(whole(samples, sample), start, expected, 3, length);
      samples.read(sample, start, length, actual, 3);
      assertArrayEquals(expected, actual);
    }
  }

  @Test
  void everyKindReadsAnyRun() {
    var bytes = new byte[48];
    new Philox(3, 3).nextBytes(bytes);
    readsAnyRun(new Samples.Bytes(bytes, 24, v -> v / 255));
    readsAnyRun(small());
    readsAnyRun(small().map(x -> x * x));
    readsAnyRun(new Samples.Joined(small(), small().map(x -> -x)));
    readsAnyRun(new Samples.Canvas(small(), SMALL, new Planes(2, 7, 8), 2, 1, 0.5f));
    readsAnyRun(new Samples.Canvas(small(), SMALL, SMALL, -1, 2, 0));
    readsAnyRun(new Samples.Canvas(small(), SMALL, SMALL, 9, -9, 0));
    readsAnyRun(new Samples.OneHot(small(), 5));
    readsAnyRun(
        new Standardizer.View(small(), new Standardizer(List.of(1.0, 2.0), List.of(3.0, 0.0))));
    readsAnyRun(new Augmented(small(), SMALL, Augment.none().rotate(30).noise(0.1), 1, 2));
  }

  @Test
  void canvasEqualsItsDefinitionAtEveryPixel() {
    for (int top = -4; top <= 6; top++) {
      for (int left = -5; left <= 9; left++) {
        var to = new Planes(2, 5, 6);
        var seen = whole(new Samples.Canvas(small(), SMALL, to, top, left, -1), 2);
        for (int i = 0; i < seen.length; i++) {
          int y = i / 6 % 5 - top;
          int x = i % 6 - left;
          boolean inside = y >= 0 && y < 3 && x >= 0 && x < 4;
          float expected = inside ? 2 * 24 + i / 30 * 12 + y * 4 + x + 1 : -1;
          assertEquals(expected, seen[i], "top " + top + ", left " + left + ", at " + i);
        }
      }
    }
  }

  @Test
  void joinedCountsBoth() {
    assertEquals(6, new Samples.Joined(small(), small()).count());
  }
}
