package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.NR;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.ConvGeometry;

/// Which kernel a convolution gets: by its shape and the vector width alone, never by timing, so
/// that results repeat. What was measured for the limits stands in bench/RESULTS.md.
public final class ConvTable {
  /// Numbers that, turned, stay in the second-level cache or not far from it.
  private static final int CACHED = 450_000;

  /// Pixels from which on an image is turned for itself.
  private static final int PLANE = 1000;

  /// Pixels from which on the gradient of the weights reads rows in place.
  private static final int LONG = 256;

  private static final String BLOCKS = "blocks of channels";
  private static final String WINOGRAD = "Winograd";
  private static final String IMAGES = "images as lanes";
  private static final String ROWS = "rows in place";
  private static final String PATCHES = "packed patches";

  private ConvTable() {}

  /// Whether blocks of sixteen channels compute the result and the gradient of the input: for any
  /// size of the batch, since the chains of multiply-adds are others than those of the rest.
  static boolean blocked(ConvGeometry g) {
    return BlockConvKernel.fits(g)
        && !winograd(g)
        && Math.min(g.inHeight() * g.inWidth(), g.outHeight() * g.outWidth()) >= PLANE;
  }

  /// Whether Winograd's F(2x2, 3x3) computes the result and the gradient of the input.
  static boolean winograd(ConvGeometry g) {
    return fits(g) && g.inChannels() >= NR && g.outChannels() >= NR;
  }

  /// Whether the gradient of the weights is computed by blocks of sixteen channels: where these are
  /// too few for Winograd, and the images too large to be lanes.
  static boolean blockedFilter(ConvGeometry g) {
    return BlockConvKernel.fits(g)
        && !lanesFilter(g)
        && (!fits(g) || (g.inChannels() < NR && g.outChannels() < NR));
  }

  /// Whether Winograd's F(2x2, 3x3) computes the gradient of the weights.
  static boolean winogradFilter(ConvGeometry g) {
    int least = lanesFilter(g) ? NR : VL;
    return fits(g) && g.inChannels() >= least && g.outChannels() >= least;
  }

  /// Whether the images of a batch are the lanes of vectors when the result is computed: there are
  /// enough of them, and enough multiply-adds for every number that is turned for that; with stride
  /// 1, where the other kernels are good, the turned images must stay in the cache.
  static boolean lanes(ConvGeometry g) {
    boolean strided = g.strideHeight() > 1 || g.strideWidth() > 1;
    return fillsLanes(g) && (strided || (worthTurning(g) && g.inputSize() <= CACHED));
  }

  /// The same for the gradient of the input.
  static boolean lanesData(ConvGeometry g) {
    return fillsLanes(g)
        && g.kernelHeight() * g.kernelWidth() > 1
        && worthTurning(g)
        && g.outputSize() <= CACHED;
  }

  /// The same for the gradient of the weights.
  static boolean lanesFilter(ConvGeometry g) {
    return fillsLanes(g) && g.inputSize() + g.outputSize() <= 2 * CACHED;
  }

  private static boolean fillsLanes(ConvGeometry g) {
    return g.groups() == 1
        && g.batch() > 0
        && 4 * g.batch() >= 3 * NR * Lanes.chunks(g.batch(), NR);
  }

  private static boolean worthTurning(ConvGeometry g) {
    return g.macs() >= 23L * (g.inputSize() + g.outputSize());
  }

  /// Whether the gradient of the input is made patch by patch: as a convolution of dy it would
  /// multiply zeros, as many times more as the input is larger than the result.
  static boolean scatters(ConvGeometry g) {
    long in = (long) g.inHeight() * g.inWidth();
    long out = (long) g.outHeight() * g.outWidth();
    return g.strideHeight() > 1 || g.strideWidth() > 1 || 2 * in >= 3 * out;
  }

  /// Whether the result is computed from rows read in place, not from packed patches.
  static boolean rowsInPlace(ConvGeometry g) {
    return g.strideHeight() == 1
        && g.strideWidth() == 1
        && g.outChannels() / g.groups() <= 4 * Lanes.MR;
  }

  /// The same for the gradient of the input, which has the filters of the input.
  static boolean dataInPlace(ConvGeometry g) {
    return g.inChannels() / g.groups() <= 4 * Lanes.MR;
  }

  /// The same for the gradient of the weights.
  static boolean filterInPlace(ConvGeometry g) {
    return g.strideHeight() == 1
        && g.strideWidth() == 1
        && g.outChannels() / g.groups() <= Lanes.MR
        && g.outHeight() * g.outWidth() >= LONG;
  }

  /// The kernels of a convolution in words: for the result, the gradient of the input and that of
  /// the weights.
  public static String kernels(ConvGeometry g) {
    return "result " + result(g) + ", input " + data(g) + ", weights " + filter(g);
  }

  private static String result(ConvGeometry g) {
    if (blocked(g)) {
      return BLOCKS;
    }
    if (winograd(g)) {
      return WINOGRAD;
    }
    return lanes(g) ? IMAGES : rowsInPlace(g) ? ROWS : PATCHES;
  }

  private static String data(ConvGeometry g) {
    if (blocked(g)) {
      return BLOCKS;
    }
    if (winograd(g)) {
      return WINOGRAD;
    }
    if (lanesData(g)) {
      return IMAGES;
    }
    return scatters(g) ? "patches added up" : dataInPlace(g) ? ROWS : PATCHES;
  }

  private static String filter(ConvGeometry g) {
    if (blockedFilter(g)) {
      return BLOCKS;
    }
    if (winogradFilter(g)) {
      return WINOGRAD;
    }
    return lanesFilter(g) ? IMAGES : filterInPlace(g) ? ROWS : PATCHES;
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
