package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.IndexingKernels;
import dev.gradus.engine.backend.Slice;

/// [IndexingKernels] as plain loops in double.
public final class IndexingReference implements IndexingKernels {

  @Override
  public int firstInvalid(Slice indices, int n) {
    var from = Numbers.of(indices);
    for (int i = 0; i < from.length(); i++) {
      double v = from.get(i);
      if (!(v >= 0 && v < n && v == Math.rint(v))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void selectRows(Slice x, int outer, int n, int inner, Slice indices, Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    int count = indices.length();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        int row = (int) Numbers.of(indices).get(i);
        for (int k = 0; k < inner; k++) {
          to.set((o * count + i) * inner + k, from.get((o * n + row) * inner + k));
        }
      }
    }
  }

  @Override
  public void addRows(Slice dy, int outer, int n, int inner, Slice indices, int skip, Slice dx) {
    var from = Numbers.of(dy);
    var sums = new double[outer * n * inner];
    int count = indices.length();
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        int row = (int) Numbers.of(indices).get(i);
        for (int k = 0; k < inner && row != skip; k++) {
          sums[(o * n + row) * inner + k] += from.get((o * count + i) * inner + k);
        }
      }
    }
    Numbers.of(dx).put(sums, true);
  }

  @Override
  public void gather(Slice x, int outer, int n, int inner, int count, Slice indices, Slice y) {
    var from = Numbers.of(x);
    var at = Numbers.of(indices);
    var to = Numbers.of(y);
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < inner; k++) {
          int place = (o * count + i) * inner + k;
          to.set(place, from.get((o * n + (int) at.get(place)) * inner + k));
        }
      }
    }
  }

  @Override
  public void scatterAdd(
      Slice dy, int outer, int n, int inner, int count, Slice indices, Slice dx) {
    var from = Numbers.of(dy);
    var at = Numbers.of(indices);
    var sums = new double[outer * n * inner];
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < count; i++) {
        for (int k = 0; k < inner; k++) {
          int place = (o * count + i) * inner + k;
          sums[(o * n + (int) at.get(place)) * inner + k] += from.get(place);
        }
      }
    }
    Numbers.of(dx).put(sums, true);
  }

  @Override
  public void argExtreme(boolean largest, Slice x, int outer, int n, int inner, Slice winners) {
    var from = Numbers.of(x);
    for (int o = 0; o < outer; o++) {
      for (int k = 0; k < inner; k++) {
        int best = 0;
        for (int i = 1; i < n; i++) {
          double v = from.get((o * n + i) * inner + k);
          double old = from.get((o * n + best) * inner + k);
          boolean better = largest ? v > old : v < old;
          best = better || (Double.isNaN(v) && !Double.isNaN(old)) ? i : best;
        }
        Numbers.of(winners).set(o * inner + k, best);
      }
    }
  }
}
