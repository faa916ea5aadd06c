package dev.gradus.engine.backend.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.gradus.engine.backend.PoolGeometry;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Windows of 2 x 2 at widths around those of vectors, beside loops over single numbers, with ties
/// and NaN.
@EnabledIf("dev.gradus.engine.backend.CpuBackends#vectorModulePresent")
final class PoolRowsTest {
  private static final int[] PLANES = {1, 3, 70};

  private final SplittableRandom random = new SplittableRandom(7);

  /// Few different numbers, so that most windows have ties, and some NaN.
  private float[] numbers(int n) {
    var x = new float[n];
    for (int i = 0; i < n; i++) {
      int k = random.nextInt(23);
      x[i] = k == 0 ? Float.NaN : k % 5 - 2;
    }
    return x;
  }

  private float[] gradients(int n) {
    var x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(-8, 9);
    }
    return x;
  }

  private static PoolGeometry geometry(int planes, int height, int width) {
    return new PoolGeometry(planes, 1, height, width, 2, 2, 2, 2, 0, 0, height / 2, width / 2);
  }

  @ParameterizedTest
  @CsvSource({
    "2,2", "3,2", "10,10", "24,24", "28,28", "9,14", "7,34", "64,6", "4,62", "6,66", "2,5"
  })
  void equalsSingleNumbers(int height, int width) {
    for (int planes : PLANES) {
      maxima(geometry(planes, height, width));
      means(geometry(planes, height, width));
    }
  }

  private void maxima(PoolGeometry g) {
    int n = g.batch() * g.inHeight() * g.inWidth();
    int m = g.batch() * g.outHeight() * g.outWidth();
    float[] x = numbers(n);
    var y = new float[m];
    var winners = new float[m];
    for (int i = 0; i < m; i++) {
      int first = corner(g, i);
      int best = 0;
      for (int k = 1; k < 4 && !Float.isNaN(x[first + at(g, best)]); k++) {
        float v = x[first + at(g, k)];
        best = v > x[first + at(g, best)] || Float.isNaN(v) ? k : best;
      }
      y[i] = x[first + at(g, best)];
      winners[i] = best;
    }
    for (int threads = 1; threads <= 2; threads++) {
      try (var workers = new Workers(threads)) {
        var kernel = new PoolKernel(workers);
        var found = new float[m + 1];
        var won = new float[m + 1];
        kernel.max(g, x, 0, found, 1, won, 1);
        assertArrayEquals(y, Arrays.copyOfRange(found, 1, m + 1));
        assertArrayEquals(winners, Arrays.copyOfRange(won, 1, m + 1));
        Arrays.fill(found, 0);
        kernel.max(g, x, 0, found, 1, null, 0);
        assertArrayEquals(y, Arrays.copyOfRange(found, 1, m + 1));
        maximaBack(kernel, g, winners, gradients(m), n);
      }
    }
  }

  private void maximaBack(PoolKernel kernel, PoolGeometry g, float[] winners, float[] dy, int n) {
    for (boolean add : new boolean[] {false, true}) {
      float[] expected = gradients(n);
      float[] found = expected.clone();
      if (!add) {
        Arrays.fill(expected, 0);
      }
      for (int i = 0; i < dy.length; i++) {
        expected[corner(g, i) + at(g, (int) winners[i])] += dy[i];
      }
      kernel.maxBackward(g, winners, 0, dy, 0, found, 0, add);
      assertArrayEquals(expected, found, "add " + add);
    }
  }

  private void means(PoolGeometry g) {
    int n = g.batch() * g.inHeight() * g.inWidth();
    int m = g.batch() * g.outHeight() * g.outWidth();
    float[] x = gradients(n);
    float[] dy = gradients(m);
    try (var workers = new Workers(2)) {
      var kernel = new PoolKernel(workers);
      var y = new float[m];
      var found = new float[m];
      for (int i = 0; i < m; i++) {
        for (int k = 0; k < 4; k++) {
          y[i] += x[corner(g, i) + at(g, k)] / 4;
        }
      }
      kernel.average(g, true, x, 0, found, 0);
      assertArrayEquals(y, found);
      for (boolean add : new boolean[] {false, true}) {
        float[] dx = add ? x.clone() : new float[n];
        float[] got = x.clone();
        for (int i = 0; i < m; i++) {
          for (int k = 0; k < 4; k++) {
            dx[corner(g, i) + at(g, k)] += dy[i] / 4;
          }
        }
        kernel.averageBackward(g, true, dy, 0, got, 0, add);
        assertArrayEquals(dx, got, "add " + add);
      }
    }
  }

  private static int at(PoolGeometry g, int k) {
    return (k >> 1) * g.inWidth() + (k & 1);
  }

  private static int corner(PoolGeometry g, int i) {
    int plane = i / (g.outHeight() * g.outWidth());
    int row = i / g.outWidth() % g.outHeight();
    int col = i % g.outWidth();
    return (plane * g.inHeight() + 2 * row) * g.inWidth() + 2 * col;
  }
}
