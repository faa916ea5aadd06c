package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// The transforms of Winograd's F(2x2, 3x3): two by two results of a 3 x 3 convolution from 16
/// products instead of 36. With d a 4 x 4 patch of the image, g a filter, z two by two results or
/// their gradients:
///
/// ```
/// results:               z = A^T [(G g G^T) * (B^T d B)] A
/// gradient of a filter:  g = G^T [(A z A^T) * (B^T d B)] G
/// ```
///
/// The second is the first seen from its filter: both are one trilinear form. Neighbouring channels
/// share a vector. Source: Lavin, Gray, CVPR 2016.
final class WinogradTile {
  /// Products of a tile.
  static final int POINTS = 16;

  private WinogradTile() {}

  /// B^T d B of one patch.
  ///
  /// @param at the patch's first pixel; pixels are `step` apart, rows `row`
  /// @param n channels
  /// @param to where the first of the 16 results goes; they are `point` apart
  static void patch(float[] x, int at, int step, int row, int n, float[] v, int to, int point) {
    for (int c = 0; c < n; c += VL) {
      int r = at + c;
      var a = FloatVector.fromArray(F, x, r);
      var b = FloatVector.fromArray(F, x, r + step);
      var e = FloatVector.fromArray(F, x, r + 2 * step);
      var f = FloatVector.fromArray(F, x, r + 3 * step);
      var p0 = a.sub(e);
      var p1 = b.add(e);
      var p2 = e.sub(b);
      var p3 = b.sub(f);
      r += row;
      a = FloatVector.fromArray(F, x, r);
      b = FloatVector.fromArray(F, x, r + step);
      e = FloatVector.fromArray(F, x, r + 2 * step);
      f = FloatVector.fromArray(F, x, r + 3 * step);
      var q0 = a.sub(e);
      var q1 = b.add(e);
      var q2 = e.sub(b);
      var q3 = b.sub(f);
      r += row;
      a = FloatVector.fromArray(F, x, r);
      b = FloatVector.fromArray(F, x, r + step);
      e = FloatVector.fromArray(F, x, r + 2 * step);
      f = FloatVector.fromArray(F, x, r + 3 * step);
      var s0 = a.sub(e);
      var s1 = b.add(e);
      var s2 = e.sub(b);
      var s3 = b.sub(f);
      int o = to + c;
      p0.sub(s0).intoArray(v, o);
      p1.sub(s1).intoArray(v, o + point);
      p2.sub(s2).intoArray(v, o + 2 * point);
      p3.sub(s3).intoArray(v, o + 3 * point);
      q0.add(s0).intoArray(v, o + 4 * point);
      q1.add(s1).intoArray(v, o + 5 * point);
      q2.add(s2).intoArray(v, o + 6 * point);
      q3.add(s3).intoArray(v, o + 7 * point);
      s0.sub(q0).intoArray(v, o + 8 * point);
      s1.sub(q1).intoArray(v, o + 9 * point);
      s2.sub(q2).intoArray(v, o + 10 * point);
      s3.sub(q3).intoArray(v, o + 11 * point);
      r += row;
      a = FloatVector.fromArray(F, x, r);
      b = FloatVector.fromArray(F, x, r + step);
      e = FloatVector.fromArray(F, x, r + 2 * step);
      f = FloatVector.fromArray(F, x, r + 3 * step);
      q0.sub(a.sub(e)).intoArray(v, o + 12 * point);
      q1.sub(b.add(e)).intoArray(v, o + 13 * point);
      q2.sub(e.sub(b)).intoArray(v, o + 14 * point);
      q3.sub(b.sub(f)).intoArray(v, o + 15 * point);
    }
  }

  /// A^T m A of one tile: two by two results.
  ///
  /// @param at the first of the 16 products, `point` apart
  /// @param n channels
  /// @param to the first result; the one beside it is `step` away, the one below `row`
  static void results(float[] m, int at, int point, int n, float[] y, int to, int step, int row) {
    for (int c = 0; c < n; c += VL) {
      int o = at + c;
      var u1 = FloatVector.fromArray(F, m, o + 4 * point);
      var u2 = FloatVector.fromArray(F, m, o + 8 * point);
      var p0 = FloatVector.fromArray(F, m, o).add(u1).add(u2);
      var q0 = u1.sub(u2).sub(FloatVector.fromArray(F, m, o + 12 * point));
      u1 = FloatVector.fromArray(F, m, o + 5 * point);
      u2 = FloatVector.fromArray(F, m, o + 9 * point);
      var p1 = FloatVector.fromArray(F, m, o + point).add(u1).add(u2);
      var q1 = u1.sub(u2).sub(FloatVector.fromArray(F, m, o + 13 * point));
      u1 = FloatVector.fromArray(F, m, o + 6 * point);
      u2 = FloatVector.fromArray(F, m, o + 10 * point);
      var p2 = FloatVector.fromArray(F, m, o + 2 * point).add(u1).add(u2);
      var q2 = u1.sub(u2).sub(FloatVector.fromArray(F, m, o + 14 * point));
      u1 = FloatVector.fromArray(F, m, o + 7 * point);
      u2 = FloatVector.fromArray(F, m, o + 11 * point);
      var p3 = FloatVector.fromArray(F, m, o + 3 * point).add(u1).add(u2);
      var q3 = u1.sub(u2).sub(FloatVector.fromArray(F, m, o + 15 * point));
      p0.add(p1).add(p2).intoArray(y, to + c);
      p1.sub(p2).sub(p3).intoArray(y, to + c + step);
      q0.add(q1).add(q2).intoArray(y, to + c + row);
      q1.sub(q2).sub(q3).intoArray(y, to + c + row + step);
    }
  }

  /// A z A^T of one tile of gradients.
  ///
  /// @param at the first gradient; the one beside it is `step` away, the one below `row`
  /// @param to where the first of the 16 results goes; they are `point` apart
  static void gradients(float[] z, int at, int step, int row, int n, float[] v, int to, int point) {
    for (int c = 0; c < n; c += VL) {
      int r = at + c;
      var a = FloatVector.fromArray(F, z, r);
      var b = FloatVector.fromArray(F, z, r + step);
      var d = FloatVector.fromArray(F, z, r + row);
      var e = FloatVector.fromArray(F, z, r + row + step);
      var p = a.add(b);
      var q = a.sub(b);
      var s = d.add(e);
      var t = d.sub(e);
      int o = to + c;
      a.intoArray(v, o);
      p.intoArray(v, o + point);
      q.intoArray(v, o + 2 * point);
      b.neg().intoArray(v, o + 3 * point);
      a.add(d).intoArray(v, o + 4 * point);
      p.add(s).intoArray(v, o + 5 * point);
      q.add(t).intoArray(v, o + 6 * point);
      b.add(e).neg().intoArray(v, o + 7 * point);
      a.sub(d).intoArray(v, o + 8 * point);
      p.sub(s).intoArray(v, o + 9 * point);
      q.sub(t).intoArray(v, o + 10 * point);
      e.sub(b).intoArray(v, o + 11 * point);
      d.neg().intoArray(v, o + 12 * point);
      s.neg().intoArray(v, o + 13 * point);
      t.neg().intoArray(v, o + 14 * point);
      e.intoArray(v, o + 15 * point);
    }
  }

  /// G g G^T of filters that share a vector.
  ///
  /// @param at the first of the nine weights, [Lanes#NR] apart
  /// @param to where the first of the 16 results goes; they are `point` apart
  static void filters(float[] w, int at, float[] u, int to, int point) {
    int step = Lanes.NR;
    for (int c = 0; c < Lanes.NR; c += VL) {
      for (int s = 0; s < 3; s++) {
        int r = at + c + s * step;
        var a = FloatVector.fromArray(F, w, r);
        var b = FloatVector.fromArray(F, w, r + 3 * step);
        var d = FloatVector.fromArray(F, w, r + 6 * step);
        var sum = a.add(d);
        // rows first, in place: the four rows of column s at room 9 * step on
        int room = at + c + (9 + s) * step;
        a.intoArray(w, room);
        sum.add(b).mul(0.5f).intoArray(w, room + 3 * step);
        sum.sub(b).mul(0.5f).intoArray(w, room + 6 * step);
        d.intoArray(w, room + 9 * step);
      }
      for (int i = 0; i < 4; i++) {
        int r = at + c + (9 + 3 * i) * step;
        var a = FloatVector.fromArray(F, w, r);
        var b = FloatVector.fromArray(F, w, r + step);
        var d = FloatVector.fromArray(F, w, r + 2 * step);
        var sum = a.add(d);
        int o = to + c + 4 * i * point;
        a.intoArray(u, o);
        sum.add(b).mul(0.5f).intoArray(u, o + point);
        sum.sub(b).mul(0.5f).intoArray(u, o + 2 * point);
        d.intoArray(u, o + 3 * point);
      }
    }
  }

  /// G^T m G of one vector: the gradients of nine weights.
  ///
  /// @param at the first of the 16 sums, `point` apart
  /// @param g receives them, a vector each from its start on; needs room for 12 more
  static void weights(float[] m, int at, int point, float[] g) {
    int room = 9 * VL;
    for (int j = 0; j < 4; j++) {
      int o = at + j * point;
      var a = FloatVector.fromArray(F, m, o);
      var b = FloatVector.fromArray(F, m, o + 4 * point);
      var d = FloatVector.fromArray(F, m, o + 8 * point);
      var e = FloatVector.fromArray(F, m, o + 12 * point);
      var sum = b.add(d).mul(0.5f);
      a.add(sum).intoArray(g, room + j * VL);
      b.sub(d).mul(0.5f).intoArray(g, room + (4 + j) * VL);
      sum.add(e).intoArray(g, room + (8 + j) * VL);
    }
    for (int i = 0; i < 3; i++) {
      int o = room + 4 * i * VL;
      var a = FloatVector.fromArray(F, g, o);
      var b = FloatVector.fromArray(F, g, o + VL);
      var d = FloatVector.fromArray(F, g, o + 2 * VL);
      var e = FloatVector.fromArray(F, g, o + 3 * VL);
      var sum = b.add(d).mul(0.5f);
      a.add(sum).intoArray(g, 3 * i * VL);
      b.sub(d).mul(0.5f).intoArray(g, (3 * i + 1) * VL);
      sum.add(e).intoArray(g, (3 * i + 2) * VL);
    }
  }
}
