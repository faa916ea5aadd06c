package dev.gradus.engine.op;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// A copy with dimensions in another order, worked out once.
final class StepOrder {
  private final int[] sizes;
  private final int[] strides;

  /// As for [Backend#permute].
  StepOrder(int[] sizes, int[] strides) {
    this.sizes = sizes.clone();
    this.strides = strides.clone();
  }

  /// From x [a, b, n] to y [b, a, n].
  static StepOrder swapped(int a, int b, int n) {
    return new StepOrder(new int[] {b, a, n}, new int[] {n, b * n, 1});
  }

  /// Copies, or adds.
  void run(Backend backend, Slice from, Slice to, boolean add) {
    backend.permute(from, sizes, strides, to, add);
  }
}
