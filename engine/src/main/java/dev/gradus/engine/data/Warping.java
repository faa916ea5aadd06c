package dev.gradus.engine.data;

import dev.gradus.engine.random.Philox;
import java.util.Arrays;

/// Pictures read at moved positions.
final class Warping {
  private Warping() {}

  /// Every pixel at (x, y) from the centre becomes what was at (a x + b y + dx, c x + d y + dy).
  static void affine(
      int channels,
      int h,
      int w,
      float[] image,
      float[] room,
      double a,
      double b,
      double c,
      double d,
      double dx,
      double dy) {
    for (int plane = 0; plane < channels; plane++) {
      for (int y = 0; y < h; y++) {
        row(h, w, image, plane * h * w, room, y, a, b, c, d, dx, dy);
      }
    }
    System.arraycopy(room, 0, image, 0, channels * h * w);
  }

  /// A row: its middle, read between four pixels of the picture, goes without looking for borders.
  private static void row(
      int h,
      int w,
      float[] image,
      int from,
      float[] room,
      int y,
      double a,
      double b,
      double c,
      double d,
      double dx,
      double dy) {
    double cx = (w - 1) / 2.0;
    double cy = (h - 1) / 2.0;
    double moveX = b * (y - cy) + dx + cx;
    double moveY = d * (y - cy) + dy + cy;
    int first = Math.max(first(a, moveX, cx, w), first(c, moveY, cx, h));
    int end = Math.min(w, Math.min(end(a, moveX, cx, w), end(c, moveY, cx, h)));
    while (first < end && !inside(a, c, moveX, moveY, first - cx, h, w)) {
      first++;
    }
    while (first < end && !inside(a, c, moveX, moveY, end - 1 - cx, h, w)) {
      end--;
    }
    int at = from + y * w;
    for (int x = 0; x < Math.min(first, w); x++) {
      room[at + x] = at(image, from, h, w, a * (x - cx) + moveX, c * (x - cx) + moveY);
    }
    for (int x = first; x < end; x++) {
      double fx = a * (x - cx) + moveX;
      double fy = c * (x - cx) + moveY;
      int x0 = (int) fx;
      int y0 = (int) fy;
      float u = (float) (fx - x0);
      float v = (float) (fy - y0);
      int i = from + y0 * w + x0;
      float top = image[i] + u * (image[i + 1] - image[i]);
      float low = image[i + w] + u * (image[i + w + 1] - image[i + w]);
      room[at + x] = top + v * (low - top);
    }
    for (int x = Math.max(first, end); x < w; x++) {
      room[at + x] = at(image, from, h, w, a * (x - cx) + moveX, c * (x - cx) + moveY);
    }
  }

  /// About the first x in 0 to size at which factor (x - centre) + move lies in 0 to size - 1.
  private static int first(double factor, double move, double centre, int size) {
    if (factor == 0) {
      return 0;
    }
    double edge = (factor > 0 ? 0 : size - 1) - move;
    return (int) Math.clamp(Math.floor(edge / factor + centre), 0, Integer.MAX_VALUE);
  }

  /// About the end of those x.
  private static int end(double factor, double move, double centre, int size) {
    if (factor == 0) {
      return Integer.MAX_VALUE;
    }
    double edge = (factor > 0 ? size - 1 : 0) - move;
    return (int) Math.clamp(Math.ceil(edge / factor + centre) + 1, 0, Integer.MAX_VALUE);
  }

  private static boolean inside(
      double a, double c, double moveX, double moveY, double x, int h, int w) {
    double fx = a * x + moveX;
    double fy = c * x + moveY;
    return fx >= 0 && fy >= 0 && fx < w - 1 && fy < h - 1;
  }

  /// Every pixel moves by `dx` to the right and by `dy` down.
  static void shift(int channels, int h, int w, float[] image, float[] room, int dx, int dy) {
    int run = Math.max(0, w - Math.abs(dx));
    Arrays.fill(room, 0, channels * h * w, 0f);
    for (int plane = 0; plane < channels; plane++) {
      for (int y = Math.max(0, dy); y < Math.min(h, h + dy); y++) {
        int from = (plane * h + y - dy) * w + Math.max(0, -dx);
        System.arraycopy(image, from, room, (plane * h + y) * w + Math.max(0, dx), run);
      }
    }
    System.arraycopy(room, 0, image, 0, channels * h * w);
  }

  /// Every pixel becomes what was `dx` to the right and `dy` below; one field for all channels.
  static void displace(
      int channels, int h, int w, float[] image, float[] room, double[] dx, double[] dy) {
    for (int plane = 0; plane < channels; plane++) {
      for (int y = 0, i = 0; y < h; y++) {
        for (int x = 0; x < w; x++, i++) {
          room[plane * h * w + i] = at(image, plane * h * w, h, w, x + dx[i], y + dy[i]);
        }
      }
    }
    System.arraycopy(room, 0, image, 0, channels * h * w);
  }

  /// The picture at a position between pixels; 0 outside.
  private static float at(float[] image, int from, int h, int w, double x, double y) {
    if (!(x > -1 && y > -1 && x < w && y < h)) {
      return 0;
    }
    // above -1, where rounding towards zero is rounding down for all but negative numbers
    int x0 = x < 0 ? -1 : (int) x;
    int y0 = y < 0 ? -1 : (int) y;
    double u = x - x0;
    double v = y - y0;
    if (x0 >= 0 && y0 >= 0 && x0 < w - 1 && y0 < h - 1) {
      int i = from + y0 * w + x0;
      double top = (1 - u) * image[i] + u * image[i + 1];
      double low = (1 - u) * image[i + w] + u * image[i + w + 1];
      return (float) ((1 - v) * top + v * low);
    }
    double top =
        (1 - u) * pixel(image, from, h, w, x0, y0) + u * pixel(image, from, h, w, x0 + 1, y0);
    double low =
        (1 - u) * pixel(image, from, h, w, x0, y0 + 1)
            + u * pixel(image, from, h, w, x0 + 1, y0 + 1);
    return (float) ((1 - v) * top + v * low);
  }

  private static double pixel(float[] image, int from, int h, int w, int x, int y) {
    return x < 0 || y < 0 || x >= w || y >= h ? 0 : image[from + y * w + x];
  }

  /// Random numbers in [-1, 1], smoothed by a Gaussian and multiplied by `alpha`.
  static double[] field(int h, int w, double alpha, double sigma, Philox random) {
    var field = new double[h * w];
    for (int i = 0; i < field.length; i++) {
      field[i] = 2 * random.nextDouble() - 1;
    }
    var kernel = gaussian(sigma);
    var rows = smoothed(field, h, w, 1, w, kernel);
    var both = smoothed(rows, h, w, w, h, kernel);
    for (int i = 0; i < both.length; i++) {
      both[i] *= alpha;
    }
    return both;
  }

  /// Half of a Gaussian, from its middle on; with its mirror image it sums to 1.
  private static double[] gaussian(double sigma) {
    var kernel = new double[(int) Math.ceil(3 * sigma) + 1];
    double sum = 0;
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] = Math.exp(-k * k / (2 * sigma * sigma));
      sum += k == 0 ? kernel[k] : 2 * kernel[k];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= sum;
    }
    return kernel;
  }

  /// Smoothed along one direction: neighbours lie `step` apart, `n` of them in a line.
  private static double[] smoothed(double[] field, int h, int w, int step, int n, double[] kernel) {
    var result = new double[h * w];
    for (int i = 0; i < result.length; i++) {
      int at = i / step % n;
      double sum = kernel[0] * field[i];
      for (int k = 1; k < kernel.length; k++) {
        sum += kernel[k] * (at - k >= 0 ? field[i - k * step] : 0);
        sum += kernel[k] * (at + k < n ? field[i + k * step] : 0);
      }
      result[i] = sum;
    }
    return result;
  }
}
