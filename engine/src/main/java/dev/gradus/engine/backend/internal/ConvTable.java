package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ConvGeometry;

/// Which kernel a convolution gets: by its shape and the vector width alone, never by timing, so
/// that results repeat. What was measured for the limits stands in bench/RESULTS.md.
final class ConvTable {
  private ConvTable() {}

  /// Whether Winograd's F(2x2, 3x3) computes the result and the gradient of the input.
  static boolean winograd(ConvGeometry g) {
    return fits(g) && g.inChannels() >= NR && g.outChannels() >= NR;
  }

  /// Whether Winograd's F(2x2, 3x3) computes the gradient of the weights.
  static boolean winogradFilter(ConvGeometry g) {
    return fits(g) && g.inChannels() >= VL && g.outChannels() >= VL;
  }

  /// Whether the gradient of the input is made patch by patch: as a convolution of dy it would
  /// multiply zeros, as many times more as the input is larger than the result.
  static boolean scatters(ConvGeometry g) {
    long in = (long) g.inHeight() * g.inWidth();
    long out = (long) g.outHeight() * g.outWidth();
    return g.strideHeight() > 1 || g.strideWidth() > 1 || 2 * in >= 3 * out;
  }

  private static boolean fits(ConvGeometry g) {
    return g.kernelHeight() == 3
        && g.kernelWidth() == 3
        && g.strideHeight() == 1
        && g.strideWidth() == 1
        && g.dilationHeight() == 1
        && g.dilationWidth() == 1
        && g.groups() == 1
        && g.outHeight() >= 4
        && g.outWidth() >= 4;
  }
}
