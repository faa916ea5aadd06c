package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The simple cell.
final class RnnCell extends CellRows {
  private final float[][] rooms;
  private Activation f = Activation.IDENTITY;
  private boolean backward;
  private float[] previous = new float[0];
  private float[] h = previous;
  private float[] dh = previous;
  private float[] dGates = previous;
  private int previous0;
  private int h0;
  private int dh0;
  private int dGates0;

  RnnCell(Workers workers) {
    super(workers);
    rooms = new float[workers.threads()][Lanes.VL];
  }

  void forward(
      Activation function, int rows, int n, @Nullable Slice mask, Slice before, Slice now) {
    long size = (long) rows * n;
    f = function;
    backward = false;
    previous = Floats.of(before, size);
    previous0 = before.offset();
    h = Floats.of(now, size);
    h0 = now.offset();
    rows(rows, n, 1, mask);
  }

  void backward(
      Activation function,
      int rows,
      int n,
      @Nullable Slice mask,
      Slice now,
      Slice byNow,
      Slice bySums,
      Slice byBefore) {
    long size = (long) rows * n;
    f = function;
    backward = true;
    h = Floats.of(now, size);
    h0 = now.offset();
    dh = Floats.of(byNow, size);
    dh0 = byNow.offset();
    dGates = Floats.of(bySums, size);
    dGates0 = bySums.offset();
    previous = Floats.of(byBefore, size);
    previous0 = byBefore.offset();
    rows(rows, n, 1, mask);
  }

  @Override
  void row(int row, boolean padding, int worker) {
    int at = row * units;
    if (backward && padding) {
      Arrays.fill(dGates, dGates0 + at, dGates0 + at + units, 0f);
      add(dh, dh0 + at, previous, previous0 + at, units);
    } else if (backward) {
      derivative(h, h0 + at, dh, dh0 + at, dGates, dGates0 + at);
    } else if (padding) {
      System.arraycopy(previous, previous0 + at, h, h0 + at, units);
    } else {
      Epilogue.finish(h, h0 + at, units, 0f, f, rooms[worker]);
    }
  }

  private void derivative(float[] y, int yo, float[] g, int go, float[] to, int at) {
    switch (f) {
      case IDENTITY -> System.arraycopy(g, go, to, at, units);
      case RELU -> UnaryKernel.reluBack(y, yo, g, go, to, at, units, false);
      case SIGMOID -> UnaryKernel.sigmoidBack(y, yo, g, go, to, at, units, false);
      case TANH -> UnaryKernel.tanhBack(y, yo, g, go, to, at, units, false);
    }
  }
}
