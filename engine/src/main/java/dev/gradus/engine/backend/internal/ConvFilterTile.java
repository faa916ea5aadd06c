package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.FMA;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// The innermost kernel of a convolution's gradient by its weights, stride 1: for some filters and
/// patch elements the sums over positions of dy times shifted image, each lane of a vector with a
/// sum of its own. One loop over the positions of several images: the compiler is bad at short
/// ones.
final class ConvFilterTile {
  /// Filters of a tile.
  static final int FILTERS = 3;

  /// Patch elements of a tile.
  static final int TAPS = 3;

  private ConvFilterTile() {}

  /// Adds to the sums of a tile: the vector of filter i and element j at s0 + (i * taps + j) * VL.
  ///
  /// @param x images
  /// @param table how far each patch element is from its position, plus `shift`
  /// @param tap the first patch element of the tile; `lastTap` is the last that exists
  /// @param at where in `x` each vector of positions starts
  /// @param count vectors of positions
  /// @param dy gradients, a filter every `dyStep`; zero where there is no position
  /// @param d0 the first filter of the tile, of which `filters` exist
  static void add(
      float[] x,
      int[] table,
      int shift,
      int tap,
      int lastTap,
      int[] at,
      int count,
      float[] dy,
      int d0,
      int dyStep,
      int filters,
      float[] sums,
      int s0,
      int taps) {
    int t0 = table[tap] - shift;
    int t1 = table[Math.min(lastTap, tap + 1)] - shift;
    int t2 = table[Math.min(lastTap, tap + 2)] - shift;
    int g0 = d0;
    int g1 = d0 + Math.min(1, filters - 1) * dyStep;
    int g2 = d0 + Math.min(2, filters - 1) * dyStep;
    var s00 = FloatVector.fromArray(F, sums, s0 + (0 * taps + 0) * VL);
    var s01 = FloatVector.fromArray(F, sums, s0 + (0 * taps + 1) * VL);
    var s02 = FloatVector.fromArray(F, sums, s0 + (0 * taps + 2) * VL);
    var s10 = FloatVector.fromArray(F, sums, s0 + (1 * taps + 0) * VL);
    var s11 = FloatVector.fromArray(F, sums, s0 + (1 * taps + 1) * VL);
    var s12 = FloatVector.fromArray(F, sums, s0 + (1 * taps + 2) * VL);
    var s20 = FloatVector.fromArray(F, sums, s0 + (2 * taps + 0) * VL);
    var s21 = FloatVector.fromArray(F, sums, s0 + (2 * taps + 1) * VL);
    var s22 = FloatVector.fromArray(F, sums, s0 + (2 * taps + 2) * VL);
    for (int p = 0; p < count; p++) {
      int xo = at[p];
      var a0 = FloatVector.fromArray(F, dy, g0 + p * VL);
      var a1 = FloatVector.fromArray(F, dy, g1 + p * VL);
      var a2 = FloatVector.fromArray(F, dy, g2 + p * VL);
      var b0 = FloatVector.fromArray(F, x, t0 + xo);
      s00 = FMA ? a0.fma(b0, s00) : a0.mul(b0).add(s00);
      s10 = FMA ? a1.fma(b0, s10) : a1.mul(b0).add(s10);
      s20 = FMA ? a2.fma(b0, s20) : a2.mul(b0).add(s20);
      var b1 = FloatVector.fromArray(F, x, t1 + xo);
      s01 = FMA ? a0.fma(b1, s01) : a0.mul(b1).add(s01);
      s11 = FMA ? a1.fma(b1, s11) : a1.mul(b1).add(s11);
      s21 = FMA ? a2.fma(b1, s21) : a2.mul(b1).add(s21);
      var b2 = FloatVector.fromArray(F, x, t2 + xo);
      s02 = FMA ? a0.fma(b2, s02) : a0.mul(b2).add(s02);
      s12 = FMA ? a1.fma(b2, s12) : a1.mul(b2).add(s12);
      s22 = FMA ? a2.fma(b2, s22) : a2.mul(b2).add(s22);
    }
    s00.intoArray(sums, s0 + (0 * taps + 0) * VL);
    s01.intoArray(sums, s0 + (0 * taps + 1) * VL);
    s02.intoArray(sums, s0 + (0 * taps + 2) * VL);
    s10.intoArray(sums, s0 + (1 * taps + 0) * VL);
    s11.intoArray(sums, s0 + (1 * taps + 1) * VL);
    s12.intoArray(sums, s0 + (1 * taps + 2) * VL);
    s20.intoArray(sums, s0 + (2 * taps + 0) * VL);
    s21.intoArray(sums, s0 + (2 * taps + 1) * VL);
    s22.intoArray(sums, s0 + (2 * taps + 2) * VL);
  }
}
