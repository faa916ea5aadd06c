package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.ActivationKernels;
import dev.gradus.engine.backend.Curve;
import dev.gradus.engine.backend.Slice;

/// [ActivationKernels] as plain loops in double.
public final class ActivationReference implements ActivationKernels {
  private static final double TANH_SCALE = Math.sqrt(2 / Math.PI);
  private static final double TANH_CUBIC = 0.044715;
  // beyond it the normal distribution function is 0 or 1 in double
  private static final double NORMAL_END = 40;

  @Override
  public void curve(Curve f, Slice x, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, apply(f, from.get(i)));
    }
  }

  @Override
  public void curveBackward(Curve f, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate) {
    var known = Numbers.of(f.derivativeReadsOutput() ? y : x);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      target.put(i, derivative(f, known.get(i)) * gradient.get(i), accumulate);
    }
  }

  @Override
  public void reluBackward(double scale, Slice y, Slice dy, Slice dx) {
    var out = Numbers.of(y);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int i = 0; i < target.length(); i++) {
      target.set(i, out.get(i) > 0 ? gradient.get(i) * scale : 0);
    }
  }

  private static double apply(Curve f, double x) {
    return switch (f) {
      case Curve.LeakyRelu(double alpha) -> x > 0 ? x : alpha * x;
      case Curve.Elu(double alpha) -> x > 0 ? x : alpha * Math.expm1(x);
      case Curve.Gelu() -> Math.max(x, -NORMAL_END) * Normal.distribution(x);
      case Curve.GeluTanh() -> Math.max(x, -NORMAL_END) * logistic(2 * tanhArgument(x));
      case Curve.Softplus() -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    };
  }

  /// f'(x).
  ///
  /// @param v f(x) where the curve says so, else x
  private static double derivative(Curve f, double v) {
    return switch (f) {
      case Curve.LeakyRelu(double alpha) -> v > 0 ? 1 : alpha;
      case Curve.Elu(double alpha) -> v > 0 ? 1 : v + alpha;
      case Curve.Gelu() -> Normal.distribution(v) + clamped(v) * Normal.density(v);
      case Curve.GeluTanh() -> {
        double x = clamped(v);
        double s = logistic(2 * tanhArgument(x));
        yield s + 2 * x * s * (1 - s) * TANH_SCALE * (1 + 3 * TANH_CUBIC * x * x);
      }
      case Curve.Softplus() -> logistic(v);
    };
  }

  private static double clamped(double x) {
    return Math.clamp(x, -NORMAL_END, NORMAL_END);
  }

  private static double tanhArgument(double x) {
    return TANH_SCALE * (x + TANH_CUBIC * x * x * x);
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public void logSoftmax(int rows, int n, Slice x, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int r = 0; r < rows; r++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        max = Math.max(max, from.get(r * n + i));
      }
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.exp(from.get(r * n + i) - max);
      }
      for (int i = 0; i < n; i++) {
        to.set(r * n + i, from.get(r * n + i) - max - Math.log(sum));
      }
    }
  }

  @Override
  public void logSoftmaxBackward(int rows, int n, Slice y, Slice dy, Slice dx, boolean accumulate) {
    var logs = Numbers.of(y);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += gradient.get(r * n + i);
      }
      for (int i = 0; i < n; i++) {
        int at = r * n + i;
        target.put(at, gradient.get(at) - Math.exp(logs.get(at)) * sum, accumulate);
      }
    }
  }
}
