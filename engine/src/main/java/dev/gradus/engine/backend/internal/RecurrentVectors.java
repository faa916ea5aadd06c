package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.RecurrentKernels;

/// [RecurrentKernels] with vectors and threads.
public final class RecurrentVectors implements RecurrentKernels {
  private final Workers workers;

  /// @param workers the threads of the backend
  public RecurrentVectors(Workers workers) {
    this.workers = workers;
  }

  /// The number of threads.
  int threads() {
    return workers.threads();
  }
}
