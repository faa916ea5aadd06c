package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import org.jspecify.annotations.Nullable;

/// Bias and activation on a run of finished results, while they are in the cache.
final class Epilogue {
  private Epilogue() {}

  /// C = f(C + bias) for a block of rows, with a bias for each column if there is one.
  ///
  /// @param ldc from a row to the next in C
  /// @param room of at least [Lanes#VL] elements
  static void block(
      float[] c,
      int c0,
      int ldc,
      int rows,
      int cols,
      float @Nullable [] bias,
      int bias0,
      Activation activation,
      float[] room) {
    if (bias == null && activation == Activation.IDENTITY) {
      return;
    }
    for (int i = 0; i < rows; i++) {
      int at = c0 + i * ldc;
      if (bias != null) {
        addRow(c, at, cols, bias, bias0);
      }
      finish(c, at, cols, 0f, activation, room);
    }
  }

  /// c[i] += bias[i].
  private static void addRow(float[] c, int at, int n, float[] bias, int from) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, c, at + i)
          .add(FloatVector.fromArray(F, bias, from + i))
          .intoArray(c, at + i);
    }
    for (; i < n; i++) {
      c[at + i] += bias[from + i];
    }
  }

  /// c[i] = f(c[i] + bias).
  ///
  /// @param room of at least [Lanes#VL] elements
  static void finish(float[] c, int at, int n, float bias, Activation activation, float[] room) {
    switch (activation) {
      case IDENTITY -> {
        if (bias != 0) {
          identity(c, at, n, bias);
        }
      }
      case RELU -> relu(c, at, n, bias);
      case SIGMOID -> VectorMath.sigmoid(c, at, 0 - bias, c, at, n, room);
      case TANH -> VectorMath.tanh(c, at, 0 - bias, c, at, n, room);
    }
  }

  private static void identity(float[] c, int at, int n, float bias) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      FloatVector.fromArray(F, c, at + i).add(bias).intoArray(c, at + i);
    }
    for (; i < n; i++) {
      c[at + i] += bias;
    }
  }

  private static void relu(float[] c, int at, int n, float bias) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var v = FloatVector.fromArray(F, c, at + i).add(bias);
      // a comparison with NaN is false, so NaN stays
      v.blend(0f, v.compare(VectorOperators.LE, 0f)).intoArray(c, at + i);
    }
    for (; i < n; i++) {
      float v = c[at + i] + bias;
      c[at + i] = v <= 0 ? 0 : v;
    }
  }
}
