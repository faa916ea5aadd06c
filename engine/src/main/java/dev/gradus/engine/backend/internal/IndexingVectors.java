package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.IndexingKernels;

/// [IndexingKernels] with vectors and threads.
public final class IndexingVectors implements IndexingKernels {
  private final Workers workers;

  /// @param workers the threads of the backend
  public IndexingVectors(Workers workers) {
    this.workers = workers;
  }

  /// The number of threads.
  int threads() {
    return workers.threads();
  }
}
