package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// Optimiser steps on flat parameters.
public final class UpdateKernel {
  private final Workers workers;
  private final Workers.Task descents = this::descent;
  private final Workers.Task adams = this::adamChunk;
  private float[] w = new float[0];
  private float[] g = w;
  private float @Nullable [] velocity;
  private float[] m = w;
  private float[] v = w;
  private int w0;
  private int g0;
  private int velocity0;
  private int m0;
  private int v0;
  private int length;
  private float rate;
  private float momentum;
  private float decay;
  private boolean nesterov;
  private float beta1;
  private float beta2;
  private float step;
  private float root;
  private float epsilon;
  private float rest1;
  private float rest2;

  /// For a team.
  public UpdateKernel(Workers workers) {
    this.workers = workers;
  }

  /// One step of gradient descent.
  public void sgd(
      double learningRate,
      double mu,
      boolean nesterovForm,
      double weightDecay,
      float[] weights,
      int weightsAt,
      float[] gradients,
      int gradientsAt,
      float @Nullable [] velocities,
      int velocitiesAt,
      int n) {
    rate = (float) learningRate;
    momentum = (float) mu;
    nesterov = nesterovForm;
    decay = (float) weightDecay;
    w = weights;
    w0 = weightsAt;
    g = gradients;
    g0 = gradientsAt;
    velocity = velocities;
    velocity0 = velocitiesAt;
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), descents);
  }

  private void descent(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int n = Math.min(Lanes.GRAIN, length - from);
    var u = velocity;
    if (u == null) {
      plain(w, w0 + from, g, g0 + from, n, rate, decay);
    } else if (nesterov) {
      nesterov(w, w0 + from, g, g0 + from, u, velocity0 + from, n, rate, decay, momentum);
    } else {
      heavy(w, w0 + from, g, g0 + from, u, velocity0 + from, n, rate, decay, momentum);
    }
  }

  // Explicit vectors: the compiler cannot know that these arrays do not overlap.

  private static void plain(float[] w, int wo, float[] g, int go, int n, float rate, float decay) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var x = FloatVector.fromArray(F, w, wo + i);
      x.sub(x.mul(decay).add(FloatVector.fromArray(F, g, go + i)).mul(rate)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      w[wo + i] -= rate * (g[go + i] + decay * w[wo + i]);
    }
  }

  private static void heavy(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] u,
      int uo,
      int n,
      float rate,
      float decay,
      float mu) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var x = FloatVector.fromArray(F, w, wo + i);
      var slope = x.mul(decay).add(FloatVector.fromArray(F, g, go + i));
      var next = FloatVector.fromArray(F, u, uo + i).mul(mu).add(slope);
      next.intoArray(u, uo + i);
      x.sub(next.mul(rate)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float next = mu * u[uo + i] + (g[go + i] + decay * w[wo + i]);
      u[uo + i] = next;
      w[wo + i] -= rate * next;
    }
  }

  private static void nesterov(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] u,
      int uo,
      int n,
      float rate,
      float decay,
      float mu) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var x = FloatVector.fromArray(F, w, wo + i);
      var slope = x.mul(decay).add(FloatVector.fromArray(F, g, go + i));
      var next = FloatVector.fromArray(F, u, uo + i).mul(mu).add(slope);
      next.intoArray(u, uo + i);
      x.sub(next.mul(mu).add(slope).mul(rate)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i] + decay * w[wo + i];
      float next = mu * u[uo + i] + slope;
      u[uo + i] = next;
      w[wo + i] -= rate * (slope + mu * next);
    }
  }

  /// One step of Adam.
  public void adam(
      double learningRate,
      double b1,
      double b2,
      double eps,
      double correction1,
      double correction2,
      float[] weights,
      int weightsAt,
      float[] gradients,
      int gradientsAt,
      float[] first,
      int firstAt,
      float[] second,
      int secondAt,
      int n) {
    beta1 = (float) b1;
    beta2 = (float) b2;
    rest1 = (float) (1 - b1);
    rest2 = (float) (1 - b2);
    epsilon = (float) eps;
    step = (float) (learningRate / correction1);
    root = (float) (1 / Math.sqrt(correction2));
    w = weights;
    w0 = weightsAt;
    g = gradients;
    g0 = gradientsAt;
    m = first;
    m0 = firstAt;
    v = second;
    v0 = secondAt;
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), adams);
  }

  private void adamChunk(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int n = Math.min(Lanes.GRAIN, length - from);
    update(
        w, w0 + from, g, g0 + from, m, m0 + from, v, v0 + from, n, beta1, rest1, beta2, rest2, step,
        root, epsilon);
  }

  private static void update(
      float[] w,
      int wo,
      float[] g,
      int go,
      float[] m,
      int mo,
      float[] v,
      int vo,
      int n,
      float beta1,
      float rest1,
      float beta2,
      float rest2,
      float step,
      float root,
      float epsilon) {
    int i = 0;
    for (; i <= n - VL; i += VL) {
      var slope = FloatVector.fromArray(F, g, go + i);
      var mean = FloatVector.fromArray(F, m, mo + i).mul(beta1).add(slope.mul(rest1));
      mean.intoArray(m, mo + i);
      var square = FloatVector.fromArray(F, v, vo + i).mul(beta2).add(slope.mul(slope).mul(rest2));
      square.intoArray(v, vo + i);
      var size = square.sqrt().mul(root).add(epsilon);
      FloatVector.fromArray(F, w, wo + i).sub(mean.mul(step).div(size)).intoArray(w, wo + i);
    }
    for (; i < n; i++) {
      float slope = g[go + i];
      m[mo + i] = beta1 * m[mo + i] + rest1 * slope;
      v[vo + i] = beta2 * v[vo + i] + rest2 * (slope * slope);
      w[wo + i] -= step * m[mo + i] / ((float) Math.sqrt(v[vo + i]) * root + epsilon);
    }
  }
}
