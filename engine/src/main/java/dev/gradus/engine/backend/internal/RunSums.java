package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;

/// Sums over neighbouring elements: short runs in vectors, from run to run in double, always in the
/// same order.
final class RunSums {
  private static final int RUN = 512;

  private RunSums() {}

  /// The sum of x.
  static double sum(float[] x, int at, int n, float[] room) {
    double sum = 0;
    for (int b = 0; b < n; b += RUN) {
      int to = Math.min(n, b + RUN);
      var s = FloatVector.zero(F);
      var t = FloatVector.zero(F);
      int i = b;
      for (; i <= to - 2 * VL; i += 2 * VL) {
        s = s.add(FloatVector.fromArray(F, x, at + i));
        t = t.add(FloatVector.fromArray(F, x, at + i + VL));
      }
      float part = Lanes.sum(s.add(t), room);
      for (; i < to; i++) {
        part += x[at + i];
      }
      sum += part;
    }
    return sum;
  }

  /// The sum of (x - mean)^2.
  static double squares(float[] x, int at, int n, float mean, float[] room) {
    double sum = 0;
    for (int b = 0; b < n; b += RUN) {
      int to = Math.min(n, b + RUN);
      var s = FloatVector.zero(F);
      var t = FloatVector.zero(F);
      int i = b;
      for (; i <= to - 2 * VL; i += 2 * VL) {
        var d = FloatVector.fromArray(F, x, at + i).sub(mean);
        var e = FloatVector.fromArray(F, x, at + i + VL).sub(mean);
        s = s.add(d.mul(d));
        t = t.add(e.mul(e));
      }
      float part = Lanes.sum(s.add(t), room);
      for (; i < to; i++) {
        float d = x[at + i] - mean;
        part += d * d;
      }
      sum += part;
    }
    return sum;
  }

  /// The sum of g (x - mean).
  static double products(float[] x, int at, float mean, float[] g, int gAt, int n, float[] room) {
    double sum = 0;
    for (int b = 0; b < n; b += RUN) {
      int to = Math.min(n, b + RUN);
      var s = FloatVector.zero(F);
      var t = FloatVector.zero(F);
      int i = b;
      for (; i <= to - 2 * VL; i += 2 * VL) {
        s =
            s.add(
                FloatVector.fromArray(F, x, at + i)
                    .sub(mean)
                    .mul(FloatVector.fromArray(F, g, gAt + i)));
        t =
            t.add(
                FloatVector.fromArray(F, x, at + i + VL)
                    .sub(mean)
                    .mul(FloatVector.fromArray(F, g, gAt + i + VL)));
      }
      float part = Lanes.sum(s.add(t), room);
      for (; i < to; i++) {
        part += (x[at + i] - mean) * g[gAt + i];
      }
      sum += part;
    }
    return sum;
  }
}
