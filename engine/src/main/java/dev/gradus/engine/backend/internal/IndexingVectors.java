package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.HeapFloats.need;

import dev.gradus.engine.backend.IndexingKernels;
import dev.gradus.engine.backend.Slice;

/// [IndexingKernels] with threads. What is added up belongs to one thread by its column, and is
/// added in the order of the indices.
public final class IndexingVectors implements IndexingKernels {
  private static final int COLUMNS = 64;

  private final Workers workers;
  private final Workers.Task selects = this::selectChunk;
  private final Workers.Task adds = this::addColumns;
  private final Workers.Task gathers = this::gatherChunk;
  private final Workers.Task scatters = this::scatterChunk;
  private final Workers.Task extremes = this::extremeChunk;
  private Slice x = HeapFloats.NONE;
  private Slice y = x;
  private Slice indices = x;
  private int outer;
  private int n;
  private int inner;
  private int count;
  private int skip;
  private int grain;
  private boolean largest;

  /// @param workers the threads of the backend
  public IndexingVectors(Workers workers) {
    this.workers = workers;
  }

  @Override
  public int firstInvalid(Slice numbers, int bound) {
    float[] a = HeapFloats.of(numbers);
    int at = numbers.offset();
    for (int i = 0; i < numbers.length(); i++) {
      float v = a[at + i];
      if (!(v >= 0 && v < bound && v == (int) v)) {
        return i;
      }
    }
    return -1;
  }

  private void set(Slice from, int o, int middle, int i, int rows, Slice numbers, Slice to) {
    x = from;
    outer = o;
    n = middle;
    inner = i;
    count = rows;
    indices = numbers;
    y = to;
  }

  @Override
  public synchronized void selectRows(
      Slice from, int o, int middle, int i, Slice numbers, Slice to) {
    need("selectRows", "x", from, (long) o * middle * i);
    need("selectRows", "y", to, (long) o * numbers.length() * i);
    set(from, o, middle, i, numbers.length(), numbers, to);
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, i));
    workers.run(Lanes.chunks(o * count, grain), selects);
  }

  private void selectChunk(int index, int worker) {
    float[] from = HeapFloats.of(x);
    float[] to = HeapFloats.of(y);
    float[] at = HeapFloats.of(indices);
    int end = Math.min(outer * count, (index + 1) * grain);
    for (int r = index * grain; r < end; r++) {
      int row = r / count * n + (int) at[indices.offset() + r % count];
      System.arraycopy(from, x.offset() + row * inner, to, y.offset() + r * inner, inner);
    }
  }

  @Override
  public synchronized void addRows(
      Slice dy, int o, int middle, int i, Slice numbers, int left, Slice dx) {
    need("addRows", "dy", dy, (long) o * numbers.length() * i);
    need("addRows", "dx", dx, (long) o * middle * i);
    set(dy, o, middle, i, numbers.length(), numbers, dx);
    skip = left;
    workers.run(o * Lanes.chunks(i, COLUMNS), adds);
  }

  private void addColumns(int index, int worker) {
    int blocks = Lanes.chunks(inner, COLUMNS);
    int o = index / blocks;
    int from = index % blocks * COLUMNS;
    int width = Math.min(COLUMNS, inner - from);
    float[] at = HeapFloats.of(indices);
    for (int i = 0; i < count; i++) {
      int row = (int) at[indices.offset() + i];
      if (row != skip) {
        int source = x.offset() + (o * count + i) * inner + from;
        add(HeapFloats.of(x), source, HeapFloats.of(y), place(o, row) + from, width);
      }
    }
  }

  private int place(int o, int row) {
    return y.offset() + (o * n + row) * inner;
  }

  private static void add(float[] from, int at, float[] to, int into, int width) {
    for (int k = 0; k < width; k++) {
      to[into + k] += from[at + k];
    }
  }

  @Override
  public synchronized void gather(
      Slice from, int o, int middle, int i, int rows, Slice numbers, Slice to) {
    need("gather", "x", from, (long) o * middle * i);
    need("gather", "indices", numbers, (long) o * rows * i);
    need("gather", "y", to, (long) o * rows * i);
    set(from, o, middle, i, rows, numbers, to);
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, i));
    workers.run(Lanes.chunks(o * rows, grain), gathers);
  }

  private void gatherChunk(int index, int worker) {
    float[] from = HeapFloats.of(x);
    float[] to = HeapFloats.of(y);
    float[] at = HeapFloats.of(indices);
    int end = Math.min(outer * count, (index + 1) * grain);
    for (int r = index * grain; r < end; r++) {
      int sample = x.offset() + r / count * n * inner;
      for (int k = 0; k < inner; k++) {
        int row = (int) at[indices.offset() + r * inner + k];
        to[y.offset() + r * inner + k] = from[sample + row * inner + k];
      }
    }
  }

  @Override
  public synchronized void scatterAdd(
      Slice dy, int o, int middle, int i, int rows, Slice numbers, Slice dx) {
    need("scatterAdd", "dy", dy, (long) o * rows * i);
    need("scatterAdd", "indices", numbers, (long) o * rows * i);
    need("scatterAdd", "dx", dx, (long) o * middle * i);
    set(dy, o, middle, i, rows, numbers, dx);
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, i * rows));
    workers.run(Lanes.chunks(o, grain), scatters);
  }

  private void scatterChunk(int index, int worker) {
    float[] from = HeapFloats.of(x);
    float[] to = HeapFloats.of(y);
    float[] at = HeapFloats.of(indices);
    for (int o = index * grain; o < Math.min(outer, (index + 1) * grain); o++) {
      for (int r = o * count; r < (o + 1) * count; r++) {
        for (int k = 0; k < inner; k++) {
          int row = (int) at[indices.offset() + r * inner + k];
          to[place(o, row) + k] += from[x.offset() + r * inner + k];
        }
      }
    }
  }

  @Override
  public synchronized void argExtreme(
      boolean most, Slice from, int o, int middle, int i, Slice winners) {
    need("argExtreme", "x", from, (long) o * middle * i);
    need("argExtreme", "winners", winners, (long) o * i);
    set(from, o, middle, i, 1, winners, winners);
    largest = most;
    grain = Math.max(1, Lanes.GRAIN / Math.max(1, middle * i));
    workers.run(Lanes.chunks(o, grain), extremes);
  }

  private void extremeChunk(int index, int worker) {
    float[] a = HeapFloats.of(x);
    float[] to = HeapFloats.of(y);
    for (int o = index * grain; o < Math.min(outer, (index + 1) * grain); o++) {
      for (int k = 0; k < inner; k++) {
        int at = x.offset() + o * n * inner + k;
        int best = 0;
        float top = a[at];
        for (int i = 1; i < n; i++) {
          float v = a[at + i * inner];
          // NaN is extreme, the first one wins
          if ((largest ? v > top : v < top) || (Float.isNaN(v) && !Float.isNaN(top))) {
            best = i;
            top = v;
          }
        }
        to[y.offset() + o * inner + k] = best;
      }
    }
  }
}
