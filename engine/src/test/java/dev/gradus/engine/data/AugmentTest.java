package dev.gradus.engine.data;

import static dev.gradus.engine.data.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentTest {
  private static final Dataset DIGITS = Datasets.digits(40, 10, 1).train();

  private static Dataset nine() {
    return Dataset.of(Shape.of(1, 3, 3), new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[] {0}, 1);
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.pow(a[i] - b[i], 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  @Covers({"E04"})
  void rotationIsBilinearAboutTheCentre() {
    assertArrayEquals(new float[] {3, 6, 9, 2, 5, 8, 1, 4, 7}, nine().rotate(90).input(0), 1e-5f);
    assertArrayEquals(nine().input(0), nine().rotate(0).input(0));
    assertArrayEquals(new float[] {9, 8, 7, 6, 5, 4, 3, 2, 1}, nine().rotate(180).input(0), 1e-5f);
    var half = nine().rotate(45).input(0);
    assertEquals(5, half[4], 1e-5);
    // the corner falls outside: what is seen there lies sqrt(2) from the centre, above it
    assertTrue(half[0] < 5 && half[1] > 0);
    var five = DIGITS.filter(label -> label == 5).take(1);
    double moved = distance(five.input(0), five.rotate(15).input(0));
    assertTrue(moved > 1 && moved < 12, "still the same digit, far in pixels: " + moved);
  }

  @Test
  @Covers({"E05"})
  void shiftsMakeFiveOfOne() {
    var five = DIGITS.expandShifts();
    assertEquals(200, five.size());
    assertArrayEquals(DIGITS.input(3), five.input(3));
    var up = five.input(40 + 3);
    var left = five.input(120 + 3);
    for (int i = 0; i < 28; i++) {
      assertEquals(0, up[27 * 28 + i]);
      assertEquals(0, left[28 * i + 27]);
      assertEquals(DIGITS.input(3)[28 + i], up[i]);
    }
    assertEquals(DIGITS.label(3), five.label(163));
  }

  @Test
  @Covers({"E06"})
  void elasticDistortionsBendAndKeepTheInk() {
    var none = DIGITS.augment(Augment.none().elastic(0, 4));
    assertArrayEquals(DIGITS.input(0), none.input(0));
    var bent = DIGITS.augment(Augment.none().elastic(34, 4), 3);
    double ink = 0;
    double before = 0;
    for (int i = 0; i < 40; i++) {
      assertTrue(distance(DIGITS.input(i), bent.input(i)) > 0.5);
      for (int k = 0; k < 784; k++) {
        ink += bent.input(i)[k];
        before += DIGITS.input(i)[k];
      }
    }
    assertEquals(1, ink / before, 0.1);
  }

  @Test
  @Covers({"E07"})
  void zoomAndCropKeepTheShape() {
    assertArrayEquals(nine().input(0), nine().zoom(1).input(0));
    var large = nine().zoom(2).input(0);
    assertEquals(5, large[4], 1e-6);
    assertEquals(3, large[0], 1e-6, "half way to the corner: (1 + 2 + 4 + 5) / 4");
    assertArrayEquals(nine().input(0), nine().augment(Augment.none().crop(1)).input(0), 1e-5f);
    var cropped = DIGITS.augment(Augment.none().crop(0.6));
    assertEquals(DIGITS.inputShape(), cropped.inputShape());
    assertTrue(distance(DIGITS.input(0), cropped.input(0)) > 0.5);
  }

  @Test
  @Covers({"E08"})
  void manyVariantsOfOnePicture() {
    var changes =
        Augment.none().shift(2).rotate(15).zoom(0.9, 1.1).flip().brightness(0.2).noise(0.05);
    var one = DIGITS.take(1).augment(changes);
    var seen = new HashSet<List<Integer>>();
    for (int epoch = 1; epoch <= 16; epoch++) {
      seen.add(List.of(Arrays.hashCode(one.atEpoch(epoch).input(0))));
    }
    assertEquals(16, seen.size());
    var flipped = nine().augment(Augment.none().flip().flipVertical());
    var kinds = new HashSet<Float>();
    for (int epoch = 1; epoch <= 40; epoch++) {
      kinds.add(flipped.atEpoch(epoch).input(0)[0]);
    }
    assertEquals(new HashSet<>(List.of(1f, 3f, 7f, 9f)), kinds);
  }

  @Test
  void variantsDependOnSeedEpochAndSampleAlone() {
    var view = DIGITS.augment(Augment.none().rotate(20).noise(0.1), 7);
    var third = view.atEpoch(2).input(3);
    var again = DIGITS.augment(Augment.none().rotate(20).noise(0.1), 7).atEpoch(2);
    var reversed = again.subset(9, 3, 0);
    assertArrayEquals(third, reversed.input(1));
    assertArrayEquals(third, view.shuffle(1).atEpoch(2).subset(position(view, 3)).input(0));
    assertFalse(Arrays.equals(third, view.atEpoch(3).input(3)));
    var other = DIGITS.augment(Augment.none().rotate(20).noise(0.1), 8);
    assertFalse(Arrays.equals(third, other.atEpoch(2).input(3)));
    // views on top see the epoch too, and nothing changes in plain data
    var padded = view.pad(2).map(x -> 2 * x).normalize(0.1, 0.3);
    assertFalse(Arrays.equals(padded.atEpoch(1).input(0), padded.atEpoch(2).input(0)));
    assertEquals(DIGITS, DIGITS.atEpoch(5));
  }

  /// Where the shuffled view has sample `i`.
  private static int position(Dataset view, int i) {
    var shuffled = view.shuffle(1);
    for (int p = 0; p < shuffled.size(); p++) {
      if (Arrays.equals(shuffled.input(p), view.input(i))) {
        return p;
      }
    }
    throw new AssertionError("not found");
  }

  @Test
  void refusesWhatCannotWork() {
    var none = Augment.none();
    says(() -> none.shift(-1), "shift(-1)");
    says(() -> none.rotate(200), "180");
    says(() -> none.zoom(0, 1), "above 0");
    says(() -> none.crop(1.5), "share");
    says(() -> none.elastic(3, 0), "width above 0");
    says(() -> none.noise(-1), "noise");
    says(() -> none.brightness(Double.NaN), "brightness");
    says(() -> DIGITS.reshape(784).augment(none), "images");
  }
}
