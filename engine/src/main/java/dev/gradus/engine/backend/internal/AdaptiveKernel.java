package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Steps of the optimizers that give every weight its own rate, on flat parameters.
final class AdaptiveKernel {
  private final Workers workers;
  private final Workers.Task adaGrads = this::adaGradChunk;
  private final Workers.Task rmsProps = this::rmsPropChunk;
  private final Workers.Task adaDeltas = this::adaDeltaChunk;
  private final Workers.Task adamWs = this::adamChunk;
  private float[] w = new float[0];
  private float[] g = w;
  private float[] first = w;
  private float @Nullable [] second;
  private float @Nullable [] third;
  private int w0;
  private int g0;
  private int first0;
  private int second0;
  private int third0;
  private int length;
  private float rate;
  private float keep1;
  private float rest1;
  private float keep2;
  private float rest2;
  private float epsilon;
  private float root;
  private float share;

  AdaptiveKernel(Workers workers) {
    this.workers = workers;
  }

  void weights(float[] weights, int weightsAt, float[] gradients, int gradientsAt) {
    w = weights;
    w0 = weightsAt;
    g = gradients;
    g0 = gradientsAt;
  }

  void state(
      float[] one,
      int oneAt,
      float @Nullable [] two,
      int twoAt,
      float @Nullable [] three,
      int threeAt) {
    first = one;
    first0 = oneAt;
    second = two;
    second0 = twoAt;
    third = three;
    third0 = threeAt;
  }

  private void run(int n, Workers.Task task) {
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), task);
  }

  private int count(int from) {
    return Math.min(Lanes.GRAIN, length - from);
  }

  void adaGrad(double learningRate, double eps, int n) {
    rate = (float) learningRate;
    epsilon = (float) eps;
    run(n, adaGrads);
  }

  private void adaGradChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    adaGrad(w, w0 + from, g, g0 + from, first, first0 + from, count(from), rate, epsilon);
  }

  private static void adaGrad(
      float[] w, int wo, float[] g, int go, float[] s, int so, int n, float rate, float epsilon) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var slope = FloatVector.fromArray(F, g, go + i);
      var square = FloatVector.fromArray(F, s, so + i).add(slope.mul(slope));
      square.intoArray(s, so + i);
      FloatVector.fromArray(F, w, wo + i)
          .sub(slope.mul(rate).div(square.sqrt().add(epsilon)))
          .intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i];
      s[so + i] += slope * slope;
      w[wo + i] -= rate * slope / ((float) Math.sqrt(s[so + i]) + epsilon);
    }
  }

  void rmsProp(double learningRate, double rho, double eps, double momentum, int n) {
    rate = (float) learningRate;
    keep1 = (float) rho;
    rest1 = (float) (1 - rho);
    epsilon = (float) eps;
    share = (float) momentum;
    run(n, rmsProps);
  }

  private void rmsPropChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    rmsProp(
        w,
        w0 + from,
        g,
        g0 + from,
        first,
        first0 + from,
        second,
        second0 + from,
        third,
        third0 + from,
        count(from),
        rate,
        keep1,
        rest1,
        epsilon,
        share);
  }

  private static void rmsProp(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] s,
      int so,
      float @Nullable [] a,
      int ao,
      float @Nullable [] u,
      int uo,
      int n,
      float rate,
      float keep,
      float rest,
      float epsilon,
      float momentum) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var slope = FloatVector.fromArray(F, g, go + i);
      var spread = FloatVector.fromArray(F, s, so + i).mul(keep).add(slope.mul(slope).mul(rest));
      spread.intoArray(s, so + i);
      if (a != null) {
        var mean = FloatVector.fromArray(F, a, ao + i).mul(keep).add(slope.mul(rest));
        mean.intoArray(a, ao + i);
        spread = spread.sub(mean.mul(mean)).max(0f);
      }
      var step = slope.div(spread.sqrt().add(epsilon));
      if (u != null) {
        step = FloatVector.fromArray(F, u, uo + i).mul(momentum).add(step);
        step.intoArray(u, uo + i);
      }
      FloatVector.fromArray(F, w, wo + i).sub(step.mul(rate)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i];
      float spread = s[so + i] * keep + slope * slope * rest;
      s[so + i] = spread;
      if (a != null) {
        float mean = a[ao + i] * keep + slope * rest;
        a[ao + i] = mean;
        spread = Math.max(0f, spread - mean * mean);
      }
      float step = slope / ((float) Math.sqrt(spread) + epsilon);
      if (u != null) {
        step = u[uo + i] * momentum + step;
        u[uo + i] = step;
      }
      w[wo + i] -= rate * step;
    }
  }

  void adaDelta(double learningRate, double rho, double eps, int n) {
    rate = (float) learningRate;
    keep1 = (float) rho;
    rest1 = (float) (1 - rho);
    epsilon = (float) eps;
    run(n, adaDeltas);
  }

  private void adaDeltaChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    var u = second;
    if (u != null) {
      adaDelta(
          w,
          w0 + from,
          g,
          g0 + from,
          first,
          first0 + from,
          u,
          second0 + from,
          count(from),
          rate,
          keep1,
          rest1,
          epsilon);
    }
  }

  private static void adaDelta(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] s,
      int so,
      float[] u,
      int uo,
      int n,
      float rate,
      float keep,
      float rest,
      float epsilon) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var slope = FloatVector.fromArray(F, g, go + i);
      var square = FloatVector.fromArray(F, s, so + i).mul(keep).add(slope.mul(slope).mul(rest));
      square.intoArray(s, so + i);
      var old = FloatVector.fromArray(F, u, uo + i);
      var step = slope.mul(old.add(epsilon).sqrt()).div(square.add(epsilon).sqrt());
      old.mul(keep).add(step.mul(step).mul(rest)).intoArray(u, uo + i);
      FloatVector.fromArray(F, w, wo + i).sub(step.mul(rate)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i];
      float square = s[so + i] * keep + slope * slope * rest;
      s[so + i] = square;
      float old = u[uo + i];
      float step = slope * (float) Math.sqrt(old + epsilon) / (float) Math.sqrt(square + epsilon);
      u[uo + i] = old * keep + step * step * rest;
      w[wo + i] -= step * rate;
    }
  }

  void adamW(
      double learningRate,
      double beta1,
      double beta2,
      double eps,
      double correction1,
      double correction2,
      double decay,
      int n) {
    rate = (float) (learningRate / correction1);
    keep1 = (float) beta1;
    rest1 = (float) (1 - beta1);
    keep2 = (float) beta2;
    rest2 = (float) (1 - beta2);
    epsilon = (float) eps;
    root = (float) (1 / Math.sqrt(correction2));
    share = (float) (1 - learningRate * decay);
    run(n, adamWs);
  }

  private void adamChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    var v = second;
    if (v != null) {
      adam(
          w,
          w0 + from,
          g,
          g0 + from,
          first,
          first0 + from,
          v,
          second0 + from,
          third,
          third0 + from,
          count(from),
          rate,
          keep1,
          rest1,
          keep2,
          rest2,
          epsilon,
          root,
          share);
    }
  }

  private static void adam(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float @Nullable [] top,
      int to,
      int n,
      float rate,
      float keep1,
      float rest1,
      float keep2,
      float rest2,
      float epsilon,
      float root,
      float share) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var slope = FloatVector.fromArray(F, g, go + i);
      var mean = FloatVector.fromArray(F, m, mo + i).mul(keep1).add(slope.mul(rest1));
      mean.intoArray(m, mo + i);
      var square = FloatVector.fromArray(F, v, vo + i).mul(keep2).add(slope.mul(slope).mul(rest2));
      square.intoArray(v, vo + i);
      if (top != null) {
        square = square.max(FloatVector.fromArray(F, top, to + i));
        square.intoArray(top, to + i);
      }
      var size = square.sqrt().mul(root).add(epsilon);
      FloatVector.fromArray(F, w, wo + i)
          .mul(share)
          .sub(mean.mul(rate).div(size))
          .intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i];
      m[mo + i] = m[mo + i] * keep1 + slope * rest1;
      float square = v[vo + i] * keep2 + slope * slope * rest2;
      v[vo + i] = square;
      if (top != null) {
        square = Math.max(square, top[to + i]);
        top[to + i] = square;
      }
      float size = (float) Math.sqrt(square) * root + epsilon;
      w[wo + i] = w[wo + i] * share - rate * m[mo + i] / size;
    }
  }
}
