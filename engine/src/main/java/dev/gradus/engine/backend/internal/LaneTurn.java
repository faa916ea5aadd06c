package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.NR;

import java.util.Arrays;

/// Turns images so that those of a group lie together, [Lanes#NR] for every pixel, and back.
final class LaneTurn {
  private LaneTurn() {}

  /// Pixels of `images` images, `step` apart, to `t`; images that do not exist become zero.
  ///
  /// @param imageStep from an image to the next
  static void in(
      float[] a, int a0, int imageStep, int step, int images, int pixels, float[] t, int t0) {
    if (images < NR) {
      Arrays.fill(t, t0, t0 + pixels * NR, 0f);
    }
    int i = 0;
    for (; i <= images - 4; i += 4) {
      int r0 = a0 + i * imageStep;
      int r1 = r0 + imageStep;
      int r2 = r1 + imageStep;
      int r3 = r2 + imageStep;
      int to = t0 + i;
      for (int p = 0; p < pixels; p++) {
        int q = p * step;
        t[to + p * NR] = a[r0 + q];
        t[to + p * NR + 1] = a[r1 + q];
        t[to + p * NR + 2] = a[r2 + q];
        t[to + p * NR + 3] = a[r3 + q];
      }
    }
    for (; i < images; i++) {
      int r = a0 + i * imageStep;
      for (int p = 0; p < pixels; p++) {
        t[t0 + p * NR + i] = a[r + p * step];
      }
    }
  }

  /// The way back: sets or adds to `pixels` neighbouring pixels of `images` images.
  static void out(
      float[] t, int t0, int pixels, float[] y, int y0, int imageStep, int images, boolean add) {
    if (add) {
      for (int i = 0; i < images; i++) {
        int to = y0 + i * imageStep;
        for (int p = 0; p < pixels; p++) {
          y[to + p] += t[t0 + p * NR + i];
        }
      }
      return;
    }
    int i = 0;
    for (; i <= images - 4; i += 4) {
      int from = t0 + i;
      int r0 = y0 + i * imageStep;
      int r1 = r0 + imageStep;
      int r2 = r1 + imageStep;
      int r3 = r2 + imageStep;
      for (int p = 0; p < pixels; p++) {
        y[r0 + p] = t[from + p * NR];
        y[r1 + p] = t[from + p * NR + 1];
        y[r2 + p] = t[from + p * NR + 2];
        y[r3 + p] = t[from + p * NR + 3];
      }
    }
    for (; i < images; i++) {
      int to = y0 + i * imageStep;
      for (int p = 0; p < pixels; p++) {
        y[to + p] = t[t0 + p * NR + i];
      }
    }
  }
}
