package dev.gradus.magics.figure;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.lbfgs;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.magics.Charts;
import dev.gradus.magics.MagicsException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OptimizerPathsTest {
  private static final OptimizerPaths VALLEY =
      Charts.paths("valley", (x, y) -> x.square().mul(0.1).add(y.square().mul(2)))
          .range(-6, 3, -3, 3)
          .from(-5, -2)
          .steps(20);

  /// Gradients 0.2 x and 4 y.
  @Test
  void endPointsEqualLoopsByHand() {
    var trails =
        VALLEY
            .path("sgd", sgd(0.4))
            .path("momentum", sgd(0.1).momentum(0.8))
            .path("nesterov", sgd(0.1).nesterov(0.8))
            .path("adam", adam(0.4))
            .trails();
    double[] start = {-5, -2};
    for (int axis = 0; axis < 2; axis++) {
      double slope = axis == 0 ? 0.2 : 4;
      double plain = start[axis];
      double heavy = start[axis];
      double ahead = start[axis];
      double adaptive = start[axis];
      double v = 0;
      double u = 0;
      double m = 0;
      double s = 0;
      for (int i = 1; i <= 20; i++) {
        plain -= 0.4 * slope * plain;
        v = 0.8 * v + slope * heavy;
        heavy -= 0.1 * v;
        double g = slope * ahead;
        u = 0.8 * u + g;
        ahead -= 0.1 * (g + 0.8 * u);
        double a = slope * adaptive;
        m = 0.9 * m + 0.1 * a;
        s = 0.999 * s + 0.001 * a * a;
        adaptive -=
            0.4 * (m / (1 - Math.pow(0.9, i))) / (Math.sqrt(s / (1 - Math.pow(0.999, i))) + 1e-8);
      }
      double[] expected = {plain, heavy, ahead, adaptive};
      for (int k = 0; k < 4; k++) {
        var trail = trails.get(k);
        assertEquals(expected[k], (axis == 0 ? trail.x() : trail.y())[20], 1e-4, trail.name());
      }
    }
  }

  @Test
  void pictureAndTextStateTheSameEnds() {
    var figure = VALLEY.path("sgd", sgd(0.4)).path("lbfgs", lbfgs()).figure();
    var table = figure.data();
    assertEquals(2 * 21, table.rowCount());
    assertEquals(10.5, table.doubleColumn("loss").getDouble(0), 1e-5);
    var end = String.format(java.util.Locale.ROOT, "%.4g", table.doubleColumn("x").getDouble(20));
    assertTrue(figure.facts().contains("sgd: ends at (" + end), figure.facts());
    assertTrue(table.doubleColumn("loss").getDouble(41) < 1e-6, "lbfgs solves a square at once");
    assertTrue(figure.png().length < 60_000, figure.png().length + " bytes");
  }

  @Test
  void pathsThatLeaveAreCutAndSaid() {
    var figure = VALLEY.path("wild", sgd(0.6)).figure();
    assertTrue(figure.facts().contains("leaves the picture at step 2"), figure.facts());
    var lines = ((ChartPicture) figure.picture()).charts().getFirst().getSeriesMap();
    var wild =
        lines.values().stream().filter(l -> l.getName().endsWith("wild")).findFirst().orElseThrow();
    assertEquals(3, wild.getYData().length, "two places and the border");
    assertEquals(3, Math.abs(wild.getYData()[2]), 1e-9);
  }

  @Test
  void noiseIsRepeatable() {
    var noisy = VALLEY.noise(0.5).path("a", sgd(0.1));
    var first = noisy.trails().getFirst().x();
    assertTrue(Arrays.equals(first, noisy.trails().getFirst().x()), "same seed, same path");
    assertTrue(Math.abs(first[20] - VALLEY.path("a", sgd(0.1)).trails().getFirst().x()[20]) > 1e-3);
  }

  /// A line of equal height of a cone around the middle is a circle.
  @Test
  void contoursLieAtTheirHeight() {
    var at = new double[41];
    for (int i = 0; i < at.length; i++) {
      at[i] = -2 + 0.1 * i;
    }
    var heights = new double[41 * 41];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = Math.hypot(at[i % 41], at[i / 41]);
    }
    var lines = new Contours(at, at, heights).lines(1.23);
    assertEquals(1, lines.size());
    var line = lines.getFirst();
    assertTrue(line[0].length > 50, line[0].length + " points");
    for (int i = 0; i < line[0].length; i++) {
      assertEquals(1.23, Math.hypot(line[0][i], line[1][i]), 5e-3);
    }
    assertEquals(line[0][0], line[0][line[0].length - 1], 1e-9, "closed");
  }

  @Test
  void mistakesAreSaid() {
    assertThrows(MagicsException.class, VALLEY::figure);
    assertThrows(MagicsException.class, () -> VALLEY.steps(0));
    assertThrows(MagicsException.class, () -> VALLEY.range(1, 1, 0, 1));
    assertThrows(MagicsException.class, () -> VALLEY.path("a", sgd(1)).path("a", sgd(2)));
    var e =
        assertThrows(
            MagicsException.class,
            () -> Charts.paths("sum", (x, y) -> x.add(y).sum()).path("a", sgd(0.1)).figure());
    assertTrue(String.valueOf(e.getMessage()).contains("one number for each x and y"));
  }
}
