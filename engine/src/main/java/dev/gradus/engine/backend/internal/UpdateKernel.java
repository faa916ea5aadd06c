package dev.gradus.engine.backend.internal;

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

  private static void plain(float[] w, int wo, float[] g, int go, int n, float rate, float decay) {
    for (int i = 0; i < n; i++) {
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
    for (int i = 0; i < n; i++) {
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
    for (int i = 0; i < n; i++) {
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
    moments(g, g0 + from, m, m0 + from, beta1, rest1, n);
    squares(g, g0 + from, v, v0 + from, beta2, rest2, n);
    apply(w, w0 + from, m, m0 + from, v, v0 + from, step, root, epsilon, n);
  }

  private static void moments(float[] g, int go, float[] m, int mo, float beta, float rest, int n) {
    for (int i = 0; i < n; i++) {
      m[mo + i] = beta * m[mo + i] + rest * g[go + i];
    }
  }

  private static void squares(float[] g, int go, float[] v, int vo, float beta, float rest, int n) {
    for (int i = 0; i < n; i++) {
      v[vo + i] = beta * v[vo + i] + rest * (g[go + i] * g[go + i]);
    }
  }

  private static void apply(
      float[] w,
      int wo,
      float[] m,
      int mo,
      float[] v,
      int vo,
      float step,
      float root,
      float epsilon,
      int n) {
    for (int i = 0; i < n; i++) {
      w[wo + i] -= step * m[mo + i] / ((float) Math.sqrt(v[vo + i]) * root + epsilon);
    }
  }
}
