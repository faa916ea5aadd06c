package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.UpdateKernels;

/// [UpdateKernels] with vectors and threads.
public final class UpdateVectors implements UpdateKernels {
  private final Workers workers;

  /// @param workers the threads of the backend
  public UpdateVectors(Workers workers) {
    this.workers = workers;
  }

  /// The number of threads.
  int threads() {
    return workers.threads();
  }
}
