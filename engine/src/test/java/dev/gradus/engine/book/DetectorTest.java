package dev.gradus.engine.book;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.random.Philox;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Filters whose weights are set by hand.
class DetectorTest {
  private static final List<String> CURVE =
      List.of(
          ".....##", //
          "....##.", "...##..", "..##...", "..#....", ".##....", ".#.....");

  private static float[] pixels(List<String> picture, float ink, float paper) {
    var joined = String.join("", picture);
    var values = new float[joined.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = joined.charAt(i) == '#' ? ink : paper;
    }
    return values;
  }

  @Test
  @Covers("B08")
  void aCurveDetectorAnswersAtTheCurve() {
    // the drawing has the curve at row 4, column 5 and a straight bar at the lower right
    var drawing = new float[24 * 24];
    var curve = pixels(CURVE, 1, 0);
    for (int i = 0; i < 49; i++) {
      drawing[(4 + i / 7) * 24 + 5 + i % 7] = curve[i];
    }
    for (int j = 14; j < 23; j++) {
      drawing[20 * 24 + j] = 1;
    }
    var net = Model.input(1, 24, 24).conv2d(1, 7);
    net.layer("conv2d_1").parameter("weight").set(curve);
    net.layer("conv2d_1").parameter("bias").set(0);
    var map = net.predict(Tensor.of(Shape.of(1, 1, 24, 24), drawing)).reshape(1, 18 * 18);
    int best = map.argmax()[0];
    assertEquals(4, best / 18);
    assertEquals(5, best % 18);
    float response = map.get(0, best);
    assertEquals(12, response);
    // windows that hold no part of the curve, among them all on the bar
    for (int i = 11; i < 18; i++) {
      for (int j = 0; j < 18; j++) {
        assertTrue(map.get(0, i * 18 + j) < 0.2f * response, "at " + i + ", " + j);
      }
    }
  }

  private static final List<String> CROSS =
      List.of(
          ".........", //
          ".#.....#.",
          "..#...#..",
          "...#.#...",
          "....#....",
          "...#.#...",
          "..#...#..",
          ".#.....#.",
          ".........");

  private static final List<String> RING =
      List.of(
          ".........", //
          "...###...",
          "..#...#..",
          ".#.....#.",
          ".#.....#.",
          ".#.....#.",
          "..#...#..",
          "...###...",
          ".........");

  /// Three features of 3x3, each scaled so that a perfect match is 1; ReLU; 2x2 pooling with
  /// partial windows; votes.
  private static Model net() {
    var net =
        Model.input(1, 9, 9)
            .conv2d(3, 3)
            .relu()
            .then(new MaxPool2d(2).ceilMode())
            .flatten()
            .dense(2);
    var filters = new float[27];
    var features =
        List.of(
            List.of("#..", ".#.", "..#"),
            List.of("#.#", ".#.", "#.#"),
            List.of("..#", ".#.", "#.."));
    for (int f = 0; f < 3; f++) {
      System.arraycopy(pixels(features.get(f), 1 / 9f, -1 / 9f), 0, filters, 9 * f, 9);
    }
    net.layer("conv2d_1").parameter("weight").set(filters);
    net.layer("conv2d_1").parameter("bias").set(0, 0, 0);
    return net;
  }

  private static Tensor image(List<String> picture) {
    return Tensor.of(Shape.of(1, 1, 9, 9), pixels(picture, 1, -1));
  }

  @Test
  @Covers("B37")
  void theDiagonalIsFoundAndKeptByPooling() {
    var net = net();
    var maps = net.forward(image(CROSS), "conv2d_1");
    assertEquals(Shape.of(1, 3, 7, 7), maps.shape());
    var diagonal = maps.narrow(1, 0, 1).reshape(1, 49);
    int best = diagonal.argmax()[0];
    assertEquals(best / 7, best % 7);
    assertEquals(1, diagonal.get(0, best), 1e-6);
    // the crossing is where the second feature fits
    assertEquals(24, maps.narrow(1, 1, 2).reshape(1, 49).argmax()[0]);
    var pooled = net.forward(image(CROSS), "maxPool2d_1");
    assertEquals(Shape.of(1, 3, 4, 4), pooled.shape());
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        assertTrue(pooled.get(0, 0, i, i) >= pooled.get(0, 0, i, j), "row " + i);
      }
    }
  }

  /// With three pixels wrong.
  private static Tensor spoilt(List<String> picture, Philox random) {
    var values = pixels(picture, 1, -1);
    for (int i = 0; i < 3; i++) {
      int at = random.nextInt(values.length);
      values[at] = -values[at];
    }
    return Tensor.of(Shape.of(1, 1, 9, 9), values);
  }

  @Test
  @Covers("B37")
  void theVotesSeparateCrossAndRing() {
    var net = net();
    var cross = net.forward(image(CROSS), "flatten_1").toArray();
    var ring = net.forward(image(RING), "flatten_1").toArray();
    // every pooled value votes for the class in which it is larger, as loudly as it is; the bias
    // puts the border half-way
    var votes = new float[2 * cross.length];
    float border = 0;
    for (int i = 0; i < cross.length; i++) {
      votes[2 * i] = cross[i] - ring[i];
      votes[2 * i + 1] = ring[i] - cross[i];
      border += (cross[i] * cross[i] - ring[i] * ring[i]) / 2;
    }
    net.layer("dense_1").parameter("weight").set(votes);
    net.layer("dense_1").parameter("bias").set(-border, border);
    assertArrayEquals(new int[] {0}, net.predictClasses(image(CROSS)));
    assertArrayEquals(new int[] {1}, net.predictClasses(image(RING)));
    var random = new Philox(1, 0);
    for (int round = 0; round < 20; round++) {
      assertArrayEquals(new int[] {0}, net.predictClasses(spoilt(CROSS, random)));
      assertArrayEquals(new int[] {1}, net.predictClasses(spoilt(RING, random)));
    }
  }
}
