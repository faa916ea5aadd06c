package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.HeapFloats.need;

import dev.gradus.engine.backend.ElementKernels;
import dev.gradus.engine.backend.Slice;

/// [ElementKernels] with threads; the loops are plain enough for the compiler to make vectors of.
public final class ElementVectors implements ElementKernels {
  private final Workers workers;
  private final Workers.Task powers = this::powerChunk;
  private final Workers.Task powersBack = this::powerBackChunk;
  private final Workers.Task clamps = this::clampChunk;
  private final Workers.Task clampsBack = this::clampBackChunk;
  private final Workers.Task selects = this::selectChunk;
  private final Workers.Task masks = this::maskChunk;
  private Slice x = HeapFloats.NONE;
  private Slice second = x;
  private Slice third = x;
  private Slice y = x;
  private double exponent;
  private float low;
  private float high;
  private boolean flag;
  private boolean accumulate;

  /// @param workers the threads of the backend
  public ElementVectors(Workers workers) {
    this.workers = workers;
  }

  private void run(Slice from, Slice gradient, Slice to, boolean add, Workers.Task task) {
    x = from;
    second = gradient;
    y = to;
    accumulate = add;
    workers.run(Lanes.chunks(to.length(), Lanes.GRAIN), task);
  }

  private int last(int index) {
    return Math.min(y.length(), (index + 1) * Lanes.GRAIN);
  }

  private static float power(float x, double p) {
    if (p == 2) {
      return x * x;
    }
    return p == 1 ? x : (float) Math.pow(x, p);
  }

  @Override
  public synchronized void power(double p, Slice from, Slice to) {
    need("power", "x", from, to.length());
    exponent = p;
    run(from, from, to, false, powers);
  }

  private void powerChunk(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] out = HeapFloats.of(y);
    for (int i = index * Lanes.GRAIN; i < last(index); i++) {
      out[y.offset() + i] = power(a[x.offset() + i], exponent);
    }
  }

  @Override
  public synchronized void powerBackward(double p, Slice from, Slice dy, Slice dx, boolean add) {
    need("powerBackward", "x", from, dx.length());
    need("powerBackward", "dy", dy, dx.length());
    exponent = p;
    run(from, dy, dx, add, powersBack);
  }

  private void powerBackChunk(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(second);
    float[] out = HeapFloats.of(y);
    float factor = (float) exponent;
    for (int i = index * Lanes.GRAIN; i < last(index); i++) {
      float slope = exponent == 0 ? 0 : factor * power(a[x.offset() + i], exponent - 1);
      float v = slope * d[second.offset() + i];
      out[y.offset() + i] = accumulate ? out[y.offset() + i] + v : v;
    }
  }

  @Override
  public synchronized void clamp(double from, double to, Slice in, Slice out) {
    need("clamp", "x", in, out.length());
    low = (float) from;
    high = (float) to;
    run(in, in, out, false, clamps);
  }

  private void clampChunk(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] out = HeapFloats.of(y);
    for (int i = index * Lanes.GRAIN; i < last(index); i++) {
      out[y.offset() + i] = Math.min(Math.max(a[x.offset() + i], low), high);
    }
  }

  @Override
  public synchronized void clampBackward(
      double from, double to, Slice in, Slice dy, Slice dx, boolean add) {
    need("clampBackward", "x", in, dx.length());
    need("clampBackward", "dy", dy, dx.length());
    low = (float) from;
    high = (float) to;
    run(in, dy, dx, add, clampsBack);
  }

  private void clampBackChunk(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] d = HeapFloats.of(second);
    float[] out = HeapFloats.of(y);
    for (int i = index * Lanes.GRAIN; i < last(index); i++) {
      float in = a[x.offset() + i];
      float v = in >= low && in <= high ? d[second.offset() + i] : 0;
      out[y.offset() + i] = accumulate ? out[y.offset() + i] + v : v;
    }
  }

  private static void needOneOr(String what, Slice s, int length) {
    need("select", what, s, s.length() == 1 ? 1 : length);
  }

  @Override
  public synchronized void select(Slice condition, Slice a, Slice b, Slice to) {
    needOneOr("condition", condition, to.length());
    needOneOr("a", a, to.length());
    needOneOr("b", b, to.length());
    third = b;
    run(condition, a, to, false, selects);
  }

  private void selectChunk(int index, int worker) {
    float[] on = HeapFloats.of(x);
    float[] a = HeapFloats.of(second);
    float[] b = HeapFloats.of(third);
    float[] out = HeapFloats.of(y);
    int step = x.length() == 1 ? 0 : 1;
    int aStep = second.length() == 1 ? 0 : 1;
    int bStep = third.length() == 1 ? 0 : 1;
    for (int i = index * Lanes.GRAIN; i < last(index); i++) {
      boolean chosen = on[x.offset() + i * step] != 0;
      out[y.offset() + i] = chosen ? a[second.offset() + i * aStep] : b[third.offset() + i * bStep];
    }
  }

  @Override
  public synchronized void mask(Slice condition, boolean chosen, Slice dy, Slice dx, boolean add) {
    needOneOr("condition", condition, dx.length());
    need("mask", "dy", dy, dx.length());
    flag = chosen;
    run(condition, dy, dx, add, masks);
  }

  private void maskChunk(int index, int worker) {
    float[] on = HeapFloats.of(x);
    float[] d = HeapFloats.of(second);
    float[] out = HeapFloats.of(y);
    int step = x.length() == 1 ? 0 : 1;
    for (int i = index * Lanes.GRAIN; i < last(index); i++) {
      float v = (on[x.offset() + i * step] != 0) == flag ? d[second.offset() + i] : 0;
      out[y.offset() + i] = accumulate ? out[y.offset() + i] + v : v;
    }
  }
}
