package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// A kernel of recurrent cells that works on rows of a batch, several rows a task.
abstract class CellRows implements Workers.Task {
  private final Workers workers;
  private int batch;
  private int rowsOfTask;
  private float[] mask = new float[0];
  private int mask0;
  private boolean masked;
  int units;

  CellRows(Workers workers) {
    this.workers = workers;
  }

  /// Runs [#row] for every row.
  ///
  /// @param gates how many numbers of a unit a row has, for the size of a task
  void rows(int rows, int n, int gates, @Nullable Slice maskOfStep) {
    batch = rows;
    units = n;
    masked = maskOfStep != null;
    if (maskOfStep != null) {
      mask = Floats.of(maskOfStep, rows);
      mask0 = maskOfStep.offset();
    }
    rowsOfTask = Math.max(1, Lanes.GRAIN / Math.max(1, n * gates));
    workers.run(Lanes.chunks(batch, rowsOfTask), this);
  }

  @Override
  public void run(int index, int worker) {
    int to = Math.min(batch, (index + 1) * rowsOfTask);
    for (int row = index * rowsOfTask; row < to; row++) {
      row(row, masked && mask[mask0 + row] == 0f, worker);
    }
  }

  /// Works on a row.
  ///
  /// @param padding whether the row's step is masked
  abstract void row(int row, boolean padding, int worker);

  /// y += x.
  static void add(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] += x[xo + i];
    }
  }
}
