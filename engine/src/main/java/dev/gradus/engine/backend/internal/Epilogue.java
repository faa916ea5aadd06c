package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.Lanes.load;

import dev.gradus.engine.backend.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/// Bias and activation on a run of finished results, while they are in the cache.
final class Epilogue {
  private Epilogue() {}

  /// c[i] += bias[i].
  static void addRow(float[] c, int at, int n, float[] bias, int from) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      load(c, at + i).add(load(bias, from + i)).intoArray(c, at + i);
    }
    for (; i < n; i++) {
      c[at + i] += bias[from + i];
    }
  }

  /// c[i] = f(c[i] + bias).
  static void finish(float[] c, int at, int n, float bias, Activation activation) {
    switch (activation) {
      case IDENTITY -> {
        if (bias != 0) {
          identity(c, at, n, bias);
        }
      }
      case RELU -> relu(c, at, n, bias);
      case SIGMOID -> sigmoid(c, at, n, bias);
      case TANH -> tanh(c, at, n, bias);
    }
  }

  private static void identity(float[] c, int at, int n, float bias) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      load(c, at + i).add(bias).intoArray(c, at + i);
    }
    for (; i < n; i++) {
      c[at + i] += bias;
    }
  }

  static FloatVector relu(FloatVector v) {
    // a comparison with NaN is false, so NaN stays
    return v.blend(0f, v.compare(VectorOperators.LE, 0f));
  }

  private static void relu(float[] c, int at, int n, float bias) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      relu(load(c, at + i).add(bias)).intoArray(c, at + i);
    }
    for (; i < n; i++) {
      float v = c[at + i] + bias;
      c[at + i] = v <= 0 ? 0 : v;
    }
  }

  private static void sigmoid(float[] c, int at, int n, float bias) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      VectorMath.sigmoid(load(c, at + i).add(bias)).intoArray(c, at + i);
    }
    if (i < n) {
      var m = Lanes.first(n - i);
      VectorMath.sigmoid(load(c, at + i, m).add(bias)).intoArray(c, at + i, m);
    }
  }

  private static void tanh(float[] c, int at, int n, float bias) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      VectorMath.tanh(load(c, at + i).add(bias)).intoArray(c, at + i);
    }
    if (i < n) {
      var m = F.indexInRange(i, n);
      VectorMath.tanh(load(c, at + i, m).add(bias)).intoArray(c, at + i, m);
    }
  }
}
