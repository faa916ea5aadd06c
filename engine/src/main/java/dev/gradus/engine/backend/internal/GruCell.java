package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Slice;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// The cell of a gated recurrent unit, with the reset gate after or before the product. The loops
/// call nothing but methods of the vector classes, so that no vector becomes an object.
final class GruCell extends CellRows {
  /// What is computed.
  private enum Part {
    STEP,
    STEP_BACKWARD,
    GATES,
    STATE,
    STATE_BACKWARD,
    GATES_BACKWARD
  }

  private final float[][] rooms;
  private Part part = Part.STEP;
  private float[] gates = new float[0];
  private float[] sums = gates;
  private float[] previous = gates;
  private float[] candidate = gates;
  private float[] h = gates;
  private float[] dGates = gates;
  private float[] dPrevious = gates;
  private int gates0;
  private int sums0;
  private int previous0;
  private int candidate0;
  private int h0;
  private int dGates0;
  private int dPrevious0;

  GruCell(Workers workers) {
    super(workers);
    rooms = new float[workers.threads()][VL];
  }

  private void common(Part what, long size, Slice values, Slice state, long width, Slice before) {
    part = what;
    gates = Floats.of(values, 3 * size);
    gates0 = values.offset();
    sums = Floats.of(state, width * size);
    sums0 = state.offset();
    previous = Floats.of(before, size);
    previous0 = before.offset();
  }

  private void gradients(long size, Slice bySums, Slice byBefore) {
    dGates = Floats.of(bySums, 3 * size);
    dGates0 = bySums.offset();
    dPrevious = Floats.of(byBefore, size);
    dPrevious0 = byBefore.offset();
  }

  private void candidate(long size, Slice slice) {
    candidate = Floats.of(slice, size);
    candidate0 = slice.offset();
  }

  private void state(long size, Slice slice) {
    h = Floats.of(slice, size);
    h0 = slice.offset();
  }

  void step(
      int rows, int n, @Nullable Slice mask, Slice g, Slice s, Slice before, Slice q, Slice now) {
    long size = (long) rows * n;
    common(Part.STEP, size, g, s, 3, before);
    candidate(size, q);
    state(size, now);
    rows(rows, n, 3, mask);
  }

  void stepBackward(
      int rows,
      int n,
      @Nullable Slice mask,
      Slice g,
      Slice q,
      Slice before,
      Slice byH,
      Slice byGates,
      Slice bySums,
      Slice byBefore) {
    long size = (long) rows * n;
    common(Part.STEP_BACKWARD, size, g, bySums, 3, before);
    candidate(size, q);
    state(size, byH);
    gradients(size, byGates, byBefore);
    rows(rows, n, 3, mask);
  }

  void gates(int rows, int n, Slice g, Slice s, Slice before, Slice reset) {
    long size = (long) rows * n;
    common(Part.GATES, size, g, s, 2, before);
    candidate(size, reset);
    rows(rows, n, 3, null);
  }

  void state(int rows, int n, @Nullable Slice mask, Slice g, Slice s, Slice before, Slice now) {
    long size = (long) rows * n;
    common(Part.STATE, size, g, s, 1, before);
    state(size, now);
    rows(rows, n, 3, mask);
  }

  void stateBackward(
      int rows,
      int n,
      @Nullable Slice mask,
      Slice g,
      Slice before,
      Slice byH,
      Slice byGates,
      Slice bySums,
      Slice byBefore) {
    long size = (long) rows * n;
    common(Part.STATE_BACKWARD, size, g, bySums, 1, before);
    state(size, byH);
    gradients(size, byGates, byBefore);
    rows(rows, n, 3, mask);
  }

  void gatesBackward(
      int rows,
      int n,
      Slice g,
      Slice before,
      Slice byReset,
      Slice byGates,
      Slice bySums,
      Slice byBefore) {
    long size = (long) rows * n;
    common(Part.GATES_BACKWARD, size, g, bySums, 2, before);
    candidate(size, byReset);
    gradients(size, byGates, byBefore);
    rows(rows, n, 3, null);
  }

  @Override
  void row(int row, boolean padding, int worker) {
    int at = row * units;
    var room = rooms[worker];
    switch (part) {
      case STEP -> step(at, padding, room);
      case STEP_BACKWARD -> stepBackward(at, padding);
      case GATES -> {
        add(sums, sums0 + 2 * at, gates, gates0 + 3 * at, 2 * units);
        VectorMath.sigmoid(gates, gates0 + 3 * at, 0f, gates, gates0 + 3 * at, 2 * units, room);
        product(gates, gates0 + 3 * at, previous, previous0 + at, candidate, candidate0 + at);
      }
      case STATE -> {
        int n = gates0 + 3 * at + 2 * units;
        add(sums, sums0 + at, gates, n, units);
        VectorMath.tanh(gates, n, 0f, gates, n, units, room);
        mix(at, padding);
      }
      case STATE_BACKWARD -> stateBackward(at, padding);
      case GATES_BACKWARD -> gatesBackward(at);
    }
  }

  private void step(int at, boolean padding, float[] room) {
    int n = units;
    int g = gates0 + 3 * at;
    int s = sums0 + 3 * at;
    System.arraycopy(sums, s + 2 * n, candidate, candidate0 + at, n);
    if (!padding) {
      add(sums, s, gates, g, 2 * n);
      VectorMath.sigmoid(gates, g, 0f, gates, g, 2 * n, room);
      addProduct(gates, g, sums, s + 2 * n, gates, g + 2 * n, n);
      VectorMath.tanh(gates, g + 2 * n, 0f, gates, g + 2 * n, n, room);
    }
    mix(at, padding);
  }

  private void mix(int at, boolean padding) {
    if (padding) {
      System.arraycopy(previous, previous0 + at, h, h0 + at, units);
    } else {
      mix(gates, gates0 + 3 * at, units, previous, previous0 + at, h, h0 + at);
    }
  }

  private void stepBackward(int at, boolean padding) {
    int n = units;
    int g = gates0 + 3 * at;
    int to = dGates0 + 3 * at;
    int s = sums0 + 3 * at;
    if (padding) {
      Arrays.fill(dGates, to, to + 3 * n, 0f);
      Arrays.fill(sums, s, s + 3 * n, 0f);
      add(h, h0 + at, dPrevious, dPrevious0 + at, n);
      return;
    }
    byState(
        gates, g, n, previous, previous0 + at, h, h0 + at, dGates, to, dPrevious, dPrevious0 + at);
    // r by dn r' r (1 - r); the state's part of n is dn r
    byReset(gates, g, candidate, candidate0 + at, dGates, to + 2 * n, dGates, to, n);
    System.arraycopy(dGates, to, sums, s, 2 * n);
    for (int k = 0; k < n; k++) {
      sums[s + 2 * n + k] = dGates[to + 2 * n + k] * gates[g + k];
    }
  }

  private void stateBackward(int at, boolean padding) {
    int n = units;
    int to = dGates0 + 3 * at;
    if (padding) {
      Arrays.fill(dGates, to + n, to + 3 * n, 0f);
      Arrays.fill(sums, sums0 + at, sums0 + at + n, 0f);
      add(h, h0 + at, dPrevious, dPrevious0 + at, n);
      return;
    }
    byState(
        gates,
        gates0 + 3 * at,
        n,
        previous,
        previous0 + at,
        h,
        h0 + at,
        dGates,
        to,
        dPrevious,
        dPrevious0 + at);
    System.arraycopy(dGates, to + 2 * n, sums, sums0 + at, n);
  }

  private void gatesBackward(int at) {
    int n = units;
    int g = gates0 + 3 * at;
    int to = dGates0 + 3 * at;
    byReset(gates, g, previous, previous0 + at, candidate, candidate0 + at, dGates, to, n);
    System.arraycopy(dGates, to, sums, sums0 + 2 * at, 2 * n);
    addProduct(gates, g, candidate, candidate0 + at, dPrevious, dPrevious0 + at, n);
  }

  private void product(float[] a, int ao, float[] b, int bo, float[] y, int yo) {
    for (int k = 0; k < units; k++) {
      y[yo + k] = a[ao + k] * b[bo + k];
    }
  }

  /// y += a b.
  private static void addProduct(float[] a, int ao, float[] b, int bo, float[] y, int yo, int n) {
    int k = 0;
    for (; k <= n - VL; k += VL) {
      var p = FloatVector.fromArray(F, a, ao + k).mul(FloatVector.fromArray(F, b, bo + k));
      p.add(FloatVector.fromArray(F, y, yo + k)).intoArray(y, yo + k);
    }
    for (; k < n; k++) {
      y[yo + k] += a[ao + k] * b[bo + k];
    }
  }

  /// h = (1 - z) n + z previous.
  private static void mix(float[] g, int go, int n, float[] before, int bo, float[] h, int ho) {
    int k = 0;
    for (; k <= n - VL; k += VL) {
      var z = FloatVector.fromArray(F, g, go + n + k);
      var c = FloatVector.fromArray(F, g, go + 2 * n + k);
      var kept = z.mul(FloatVector.fromArray(F, before, bo + k));
      FloatVector.broadcast(F, 1f).sub(z).mul(c).add(kept).intoArray(h, ho + k);
    }
    for (; k < n; k++) {
      float z = g[go + n + k];
      h[ho + k] = (1 - z) * g[go + 2 * n + k] + z * before[bo + k];
    }
  }

  /// The gradients of [#mix] and the gates z and n, and what reaches the previous state.
  private static void byState(
      float[] g,
      int go,
      int n,
      float[] before,
      int bo,
      float[] dh,
      int ho,
      float[] to,
      int at,
      float[] dBefore,
      int dbo) {
    int k = 0;
    for (; k <= n - VL; k += VL) {
      var z = FloatVector.fromArray(F, g, go + n + k);
      var c = FloatVector.fromArray(F, g, go + 2 * n + k);
      var byH = FloatVector.fromArray(F, dh, ho + k);
      var one = FloatVector.broadcast(F, 1f);
      var rest = one.sub(z);
      var gap = FloatVector.fromArray(F, before, bo + k).sub(c);
      byH.mul(gap).mul(z).mul(rest).intoArray(to, at + n + k);
      byH.mul(rest).mul(one.sub(c.mul(c))).intoArray(to, at + 2 * n + k);
      FloatVector.fromArray(F, dBefore, dbo + k).add(byH.mul(z)).intoArray(dBefore, dbo + k);
    }
    for (; k < n; k++) {
      float z = g[go + n + k];
      float c = g[go + 2 * n + k];
      float byH = dh[ho + k];
      to[at + n + k] = byH * (before[bo + k] - c) * z * (1 - z);
      to[at + 2 * n + k] = byH * (1 - z) * (1 - c * c);
      dBefore[dbo + k] += byH * z;
    }
  }

  /// dr = a b r (1 - r).
  private static void byReset(
      float[] g, int go, float[] a, int ao, float[] b, int bo, float[] to, int at, int n) {
    int k = 0;
    for (; k <= n - VL; k += VL) {
      var r = FloatVector.fromArray(F, g, go + k);
      var p = FloatVector.fromArray(F, a, ao + k).mul(FloatVector.fromArray(F, b, bo + k));
      p.mul(r).mul(FloatVector.broadcast(F, 1f).sub(r)).intoArray(to, at + k);
    }
    for (; k < n; k++) {
      float r = g[go + k];
      to[at + k] = a[ao + k] * b[bo + k] * r * (1 - r);
    }
  }
}
