package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.NormalizationKernels;

/// [NormalizationKernels] with vectors and threads.
public final class NormalizationVectors implements NormalizationKernels {
  private final Workers workers;

  /// @param workers the threads of the backend
  public NormalizationVectors(Workers workers) {
    this.workers = workers;
  }

  /// The number of threads.
  int threads() {
    return workers.threads();
  }
}
