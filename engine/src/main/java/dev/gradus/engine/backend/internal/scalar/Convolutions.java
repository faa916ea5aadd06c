package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.ConvGeometry;
import org.jspecify.annotations.Nullable;

/// Convolution by its definition:
///
/// y[b, o, i, j] = f(`bias[o]` + sum over c, k, l of w[o, c, k, l] x[b, c', i s + k d - pad, j s +
/// l d
/// - pad])
///
/// where c' is channel c of the group of filter o, and x is 0 outside the image. The two gradients
/// walk over the same (y, w, x) triples and add to the third member instead.
public final class Convolutions {
  private Convolutions() {}

  /// One product of the sum: the positions of its members.
  private interface Triple {
    void visit(int y, int w, int x);
  }

  /// The forward pass.
  public static void forward(
      ConvGeometry g, Numbers x, Numbers w, @Nullable Numbers bias, Activation f, Numbers y) {
    var sums = new double[g.outputSize()];
    walk(g, (yi, wi, xi) -> sums[yi] += w.get(wi) * x.get(xi));
    int pixels = g.outHeight() * g.outWidth();
    for (int i = 0; i < sums.length; i++) {
      double b = bias == null ? 0 : bias.get(i / pixels % g.outChannels());
      y.set(i, Functions.apply(f, sums[i] + b));
    }
  }

  /// The gradient of the input.
  public static void backwardData(
      ConvGeometry g, Numbers dy, Numbers w, Numbers dx, boolean accumulate) {
    var sums = new double[g.inputSize()];
    walk(g, (yi, wi, xi) -> sums[xi] += w.get(wi) * dy.get(yi));
    dx.put(sums, accumulate);
  }

  /// The gradient of the weights.
  public static void backwardFilter(
      ConvGeometry g, Numbers x, Numbers dy, Numbers dw, boolean accumulate) {
    var sums = new double[g.weightSize()];
    walk(g, (yi, wi, xi) -> sums[wi] += x.get(xi) * dy.get(yi));
    dw.put(sums, accumulate);
  }

  private static void walk(ConvGeometry g, Triple triple) {
    for (int b = 0; b < g.batch(); b++) {
      for (int o = 0; o < g.outChannels(); o++) {
        for (int i = 0; i < g.outHeight(); i++) {
          for (int j = 0; j < g.outWidth(); j++) {
            walkWindow(g, b, o, i, j, triple);
          }
        }
      }
    }
  }

  /// The products of output pixel (b, o, i, j).
  private static void walkWindow(ConvGeometry g, int b, int o, int i, int j, Triple triple) {
    int channels = g.inChannels() / g.groups();
    int group = o / (g.outChannels() / g.groups());
    int y = ((b * g.outChannels() + o) * g.outHeight() + i) * g.outWidth() + j;
    for (int c = 0; c < channels; c++) {
      int image = b * g.inChannels() + group * channels + c;
      for (int k = 0; k < g.kernelHeight(); k++) {
        int row = i * g.strideHeight() + k * g.dilationHeight() - g.padTop();
        if (row < 0 || row >= g.inHeight()) {
          continue;
        }
        for (int l = 0; l < g.kernelWidth(); l++) {
          int column = j * g.strideWidth() + l * g.dilationWidth() - g.padLeft();
          if (column >= 0 && column < g.inWidth()) {
            int w = ((o * channels + c) * g.kernelHeight() + k) * g.kernelWidth() + l;
            triple.visit(y, w, (image * g.inHeight() + row) * g.inWidth() + column);
          }
        }
      }
    }
  }
}
