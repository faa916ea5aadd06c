package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.LossKernels;

/// [LossKernels] with vectors and threads.
public final class LossVectors implements LossKernels {
  private final Workers workers;

  /// @param workers the threads of the backend
  public LossVectors(Workers workers) {
    this.workers = workers;
  }

  /// The number of threads.
  int threads() {
    return workers.threads();
  }
}
