package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.backend.Slice;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/// The cell of a long short-term memory. The loops call nothing but methods of the vector classes,
/// so that no vector becomes an object.
final class LstmCell extends CellRows {
  private final float[][] rooms;
  private boolean backward;
  private float[] gates = new float[0];
  private float[] h = gates;
  private float[] c = gates;
  private float[] cPrevious = gates;
  private float[] hPrevious = gates;
  private float[] dc = gates;
  private float[] dGates = gates;
  private float[] dcPrevious = gates;
  private int gates0;
  private int h0;
  private int c0;
  private int cPrevious0;
  private int hPrevious0;
  private int dc0;
  private int dGates0;
  private int dcPrevious0;

  LstmCell(Workers workers) {
    super(workers);
    rooms = new float[workers.threads()][VL];
  }

  void forward(
      int rows,
      int n,
      @Nullable Slice mask,
      Slice sums,
      Slice hBefore,
      Slice cBefore,
      Slice hNow,
      Slice cNow) {
    long size = (long) rows * n;
    backward = false;
    gates = Floats.of(sums, 4 * size);
    gates0 = sums.offset();
    hPrevious = Floats.of(hBefore, size);
    hPrevious0 = hBefore.offset();
    cPrevious = Floats.of(cBefore, size);
    cPrevious0 = cBefore.offset();
    h = Floats.of(hNow, size);
    h0 = hNow.offset();
    c = Floats.of(cNow, size);
    c0 = cNow.offset();
    rows(rows, n, 4, mask);
  }

  void backward(
      int rows,
      int n,
      @Nullable Slice mask,
      Slice values,
      Slice cBefore,
      Slice cNow,
      Slice byH,
      Slice byC,
      Slice bySums,
      Slice byHBefore,
      Slice byCBefore) {
    long size = (long) rows * n;
    backward = true;
    gates = Floats.of(values, 4 * size);
    gates0 = values.offset();
    cPrevious = Floats.of(cBefore, size);
    cPrevious0 = cBefore.offset();
    c = Floats.of(cNow, size);
    c0 = cNow.offset();
    h = Floats.of(byH, size);
    h0 = byH.offset();
    dc = Floats.of(byC, size);
    dc0 = byC.offset();
    dGates = Floats.of(bySums, 4 * size);
    dGates0 = bySums.offset();
    hPrevious = Floats.of(byHBefore, size);
    hPrevious0 = byHBefore.offset();
    dcPrevious = Floats.of(byCBefore, size);
    dcPrevious0 = byCBefore.offset();
    rows(rows, n, 4, mask);
  }

  @Override
  void row(int row, boolean padding, int worker) {
    int at = row * units;
    int gate = gates0 + 4 * at;
    if (backward) {
      rowBackward(at, padding, rooms[worker]);
    } else if (padding) {
      System.arraycopy(hPrevious, hPrevious0 + at, h, h0 + at, units);
      System.arraycopy(cPrevious, cPrevious0 + at, c, c0 + at, units);
    } else {
      int n = units;
      var room = rooms[worker];
      VectorMath.sigmoid(gates, gate, 0f, gates, gate, 2 * n, room);
      VectorMath.tanh(gates, gate + 2 * n, 0f, gates, gate + 2 * n, n, room);
      VectorMath.sigmoid(gates, gate + 3 * n, 0f, gates, gate + 3 * n, n, room);
      cell(gates, gate, n, cPrevious, cPrevious0 + at, c, c0 + at);
      VectorMath.tanh(c, c0 + at, 0f, h, h0 + at, n, room);
      multiply(gates, gate + 3 * n, h, h0 + at, n);
    }
  }

  private void rowBackward(int at, boolean padding, float[] room) {
    int n = units;
    int to = dGates0 + 4 * at;
    if (padding) {
      Arrays.fill(dGates, to, to + 4 * n, 0f);
      add(h, h0 + at, hPrevious, hPrevious0 + at, n);
      add(dc, dc0 + at, dcPrevious, dcPrevious0 + at, n);
      return;
    }
    // the last quarter holds tanh(c) until its own number is written
    VectorMath.tanh(c, c0 + at, 0f, dGates, to + 3 * n, n, room);
    derivative(
        gates,
        gates0 + 4 * at,
        n,
        cPrevious,
        cPrevious0 + at,
        h,
        h0 + at,
        dc,
        dc0 + at,
        dGates,
        to,
        dcPrevious,
        dcPrevious0 + at);
  }

  private static void cell(float[] g, int go, int n, float[] before, int bo, float[] c, int co) {
    int k = 0;
    for (; k <= n - VL; k += VL) {
      var forget = FloatVector.fromArray(F, g, go + n + k);
      var kept = forget.mul(FloatVector.fromArray(F, before, bo + k));
      var input = FloatVector.fromArray(F, g, go + k);
      kept.add(input.mul(FloatVector.fromArray(F, g, go + 2 * n + k))).intoArray(c, co + k);
    }
    for (; k < n; k++) {
      c[co + k] = g[go + n + k] * before[bo + k] + g[go + k] * g[go + 2 * n + k];
    }
  }

  private static void multiply(float[] x, int xo, float[] y, int yo, int n) {
    for (int k = 0; k < n; k++) {
      y[yo + k] *= x[xo + k];
    }
  }

  private static void derivative(
      float[] g,
      int go,
      int n,
      float[] before,
      int bo,
      float[] dh,
      int ho,
      float[] dc,
      int co,
      float[] to,
      int at,
      float[] dBefore,
      int dbo) {
    int k = 0;
    for (; k <= n - VL; k += VL) {
      var i = FloatVector.fromArray(F, g, go + k);
      var f = FloatVector.fromArray(F, g, go + n + k);
      var c = FloatVector.fromArray(F, g, go + 2 * n + k);
      var o = FloatVector.fromArray(F, g, go + 3 * n + k);
      var t = FloatVector.fromArray(F, to, at + 3 * n + k);
      var byH = FloatVector.fromArray(F, dh, ho + k);
      var one = FloatVector.broadcast(F, 1f);
      var byC = byH.mul(o).mul(one.sub(t.mul(t))).add(FloatVector.fromArray(F, dc, co + k));
      byC.mul(c).mul(i).mul(one.sub(i)).intoArray(to, at + k);
      var old = FloatVector.fromArray(F, before, bo + k);
      byC.mul(old).mul(f).mul(one.sub(f)).intoArray(to, at + n + k);
      byC.mul(i).mul(one.sub(c.mul(c))).intoArray(to, at + 2 * n + k);
      byH.mul(t).mul(o).mul(one.sub(o)).intoArray(to, at + 3 * n + k);
      FloatVector.fromArray(F, dBefore, dbo + k).add(byC.mul(f)).intoArray(dBefore, dbo + k);
    }
    for (; k < n; k++) {
      float i = g[go + k];
      float f = g[go + n + k];
      float c = g[go + 2 * n + k];
      float o = g[go + 3 * n + k];
      float t = to[at + 3 * n + k];
      float byC = dh[ho + k] * o * (1 - t * t) + dc[co + k];
      to[at + k] = byC * c * i * (1 - i);
      to[at + n + k] = byC * before[bo + k] * f * (1 - f);
      to[at + 2 * n + k] = byC * i * (1 - c * c);
      to[at + 3 * n + k] = dh[ho + k] * t * o * (1 - o);
      dBefore[dbo + k] += byC * f;
    }
  }
}
