package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UpdateKernels;
import org.jspecify.annotations.Nullable;

/// [UpdateKernels] as plain loops in double.
public final class UpdateReference implements UpdateKernels {
  private static @Nullable Numbers optional(@Nullable Slice slice) {
    return slice == null ? null : Numbers.of(slice);
  }

  @Override
  public void adaGrad(double rate, double epsilon, Slice weights, Slice gradients, Slice squares) {
    var w = Numbers.of(weights);
    var g = Numbers.of(gradients);
    var s = Numbers.of(squares);
    for (int i = 0; i < w.length(); i++) {
      s.set(i, s.get(i) + g.get(i) * g.get(i));
      w.set(i, w.get(i) - rate * g.get(i) / (Math.sqrt(s.get(i)) + epsilon));
    }
  }

  @Override
  public void rmsProp(
      double rate,
      double rho,
      double epsilon,
      double momentum,
      Slice weights,
      Slice gradients,
      Slice squares,
      @Nullable Slice means,
      @Nullable Slice velocity) {
    var w = Numbers.of(weights);
    var g = Numbers.of(gradients);
    var s = Numbers.of(squares);
    var a = optional(means);
    var u = optional(velocity);
    for (int i = 0; i < w.length(); i++) {
      s.set(i, rho * s.get(i) + (1 - rho) * g.get(i) * g.get(i));
      double spread = s.get(i);
      if (a != null) {
        a.set(i, rho * a.get(i) + (1 - rho) * g.get(i));
        spread = Math.max(0, spread - a.get(i) * a.get(i));
      }
      double step = g.get(i) / (Math.sqrt(spread) + epsilon);
      if (u != null) {
        u.set(i, momentum * u.get(i) + step);
        step = u.get(i);
      }
      w.set(i, w.get(i) - rate * step);
    }
  }

  @Override
  public void adaDelta(
      double rate,
      double rho,
      double epsilon,
      Slice weights,
      Slice gradients,
      Slice squares,
      Slice updates) {
    var w = Numbers.of(weights);
    var g = Numbers.of(gradients);
    var s = Numbers.of(squares);
    var u = Numbers.of(updates);
    for (int i = 0; i < w.length(); i++) {
      s.set(i, rho * s.get(i) + (1 - rho) * g.get(i) * g.get(i));
      double d = g.get(i) * Math.sqrt(u.get(i) + epsilon) / Math.sqrt(s.get(i) + epsilon);
      u.set(i, rho * u.get(i) + (1 - rho) * d * d);
      w.set(i, w.get(i) - rate * d);
    }
  }

  @Override
  public void adamW(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double correction1,
      double correction2,
      double decay,
      Slice weights,
      Slice gradients,
      Slice m,
      Slice v,
      @Nullable Slice largest) {
    var w = Numbers.of(weights);
    var g = Numbers.of(gradients);
    var first = Numbers.of(m);
    var second = Numbers.of(v);
    var top = optional(largest);
    for (int i = 0; i < w.length(); i++) {
      double slope = g.get(i);
      first.set(i, beta1 * first.get(i) + (1 - beta1) * slope);
      second.set(i, beta2 * second.get(i) + (1 - beta2) * slope * slope);
      double square = second.get(i);
      if (top != null) {
        top.set(i, Math.max(top.get(i), square));
        square = top.get(i);
      }
      double step = (first.get(i) / correction1) / (Math.sqrt(square / correction2) + epsilon);
      w.set(i, w.get(i) * (1 - rate * decay) - rate * step);
    }
  }

  @Override
  public double dot(Slice a, Slice b) {
    var x = Numbers.of(a);
    var y = Numbers.of(b);
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      sum += x.get(i) * y.get(i);
    }
    return sum;
  }

  @Override
  public double sumOfMagnitudes(Slice slice) {
    var x = Numbers.of(slice);
    double sum = 0;
    for (int i = 0; i < x.length(); i++) {
      sum += Math.abs(x.get(i));
    }
    return sum;
  }

  @Override
  public void addSign(double scale, Slice from, Slice to) {
    var x = Numbers.of(from);
    var y = Numbers.of(to);
    for (int i = 0; i < y.length(); i++) {
      y.set(i, y.get(i) + scale * Math.signum(x.get(i)));
    }
  }

  @Override
  public void clampNorms(
      int units, int length, boolean columns, double low, double high, Slice weights) {
    var w = Numbers.of(weights);
    for (int u = 0; u < units; u++) {
      int from = columns ? u : u * length;
      int stride = columns ? units : 1;
      double squares = 0;
      for (int i = 0; i < length; i++) {
        double x = w.get(from + i * stride);
        squares += x * x;
      }
      double norm = Math.sqrt(squares);
      double factor = norm > high ? high / norm : norm > 0 && norm < low ? low / norm : 1;
      for (int i = 0; i < length && factor != 1; i++) {
        w.set(from + i * stride, w.get(from + i * stride) * factor);
      }
    }
  }
}
