package dev.gradus.engine.backend.internal;

import java.util.Arrays;

/// Moves blocks of images between [channels, rows, columns] and [rows, columns, channels], the
/// order in which neighbouring channels share a vector.
final class ChannelsLast {
  private ChannelsLast() {}

  /// Reads `channels` planes of `height` x `width` from `from` on into a block of `rows` x `cols`
  /// pixels, each with `step` elements for its channels. The block shows the image from row `top`
  /// and column `left` of it on; what lies outside is zero. Elements behind the channels are left
  /// as they are.
  static void read(
      float[] x,
      int from,
      int channels,
      int height,
      int width,
      int top,
      int left,
      int rows,
      int cols,
      float[] t,
      int step) {
    int first = Math.min(cols, Math.max(0, -left));
    int last = Math.max(first, Math.min(cols, width - left));
    for (int q = 0; q < rows; q++) {
      int u = q + top;
      int to = q * cols * step;
      if (u < 0 || u >= height) {
        Arrays.fill(t, to, to + cols * step, 0f);
        continue;
      }
      Arrays.fill(t, to, to + first * step, 0f);
      Arrays.fill(t, to + last * step, to + cols * step, 0f);
      int at = from + u * width + first + left;
      gather(x, at, channels, height * width, last - first, t, to + first * step, step);
    }
  }

  private static void gather(
      float[] x, int at, int channels, int plane, int pixels, float[] t, int to, int step) {
    int c = 0;
    for (; c <= channels - 4; c += 4) {
      int r0 = at + c * plane;
      int r1 = r0 + plane;
      int r2 = r1 + plane;
      int r3 = r2 + plane;
      for (int p = 0; p < pixels; p++) {
        int o = to + p * step + c;
        t[o] = x[r0 + p];
        t[o + 1] = x[r1 + p];
        t[o + 2] = x[r2 + p];
        t[o + 3] = x[r3 + p];
      }
    }
    for (; c < channels; c++) {
      int r = at + c * plane;
      for (int p = 0; p < pixels; p++) {
        t[to + p * step + c] = x[r + p];
      }
    }
  }

  /// Writes `pixels` pixels of one row, each with `step` elements, to `channels` planes: the first
  /// pixel of the first plane at `to`, planes `plane` apart.
  static void write(
      float[] t,
      int from,
      int step,
      int pixels,
      float[] y,
      int to,
      int channels,
      int plane,
      boolean add) {
    int c = 0;
    for (; c <= channels - 4; c += 4) {
      int r0 = to + c * plane;
      int r1 = r0 + plane;
      int r2 = r1 + plane;
      int r3 = r2 + plane;
      if (add) {
        for (int p = 0; p < pixels; p++) {
          int o = from + p * step + c;
          y[r0 + p] += t[o];
          y[r1 + p] += t[o + 1];
          y[r2 + p] += t[o + 2];
          y[r3 + p] += t[o + 3];
        }
      } else {
        for (int p = 0; p < pixels; p++) {
          int o = from + p * step + c;
          y[r0 + p] = t[o];
          y[r1 + p] = t[o + 1];
          y[r2 + p] = t[o + 2];
          y[r3 + p] = t[o + 3];
        }
      }
    }
    for (; c < channels; c++) {
      int r = to + c * plane;
      for (int p = 0; p < pixels; p++) {
        float v = t[from + p * step + c];
        y[r + p] = add ? y[r + p] + v : v;
      }
    }
  }
}
