package dev.gradus.kernel.eval;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.Cells;
import dev.gradus.kernel.session.internal.ProcessStreams;
import org.junit.jupiter.api.Test;

/// What the stop checks cost a tight loop; printed, since a busy machine decides the figures.
class WeaveCostTest {
  private static final String LOOP =
      """
      static void axpy(float a, float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) y[i] += a * x[i];
      }
      static long axpyNanos() {
        float[] x = new float[4096];
        float[] y = new float[4096];
        long best = Long.MAX_VALUE;
        for (int run = 0; run < 60; run++) {
          long start = System.nanoTime();
          for (int k = 0; k < 500; k++) axpy(0.1f, x, y);
          best = Math.min(best, System.nanoTime() - start);
        }
        return best;
      }
      axpyNanos()\
      """;

  private static void axpy(float a, float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] += a * x[i];
    }
  }

  private static long axpyNanos() {
    float[] x = new float[4096];
    float[] y = new float[4096];
    long best = Long.MAX_VALUE;
    for (int run = 0; run < 60; run++) {
      long start = System.nanoTime();
      for (int k = 0; k < 500; k++) {
        axpy(0.1f, x, y);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return best;
  }

  @Test
  void printsTheRatio() {
    try (var cells = new Cells()) {
      long woven = Long.parseLong(cells.eval(LOOP));
      woven = Math.min(woven, Long.parseLong(cells.eval("axpyNanos()")));
      long plain = Math.min(axpyNanos(), axpyNanos());
      assertTrue(woven > 0 && plain > 0);
      ProcessStreams.realOut()
          .printf("axpy of 4096 floats, woven to plain: %.2f%n", (double) woven / plain);
    }
  }
}
