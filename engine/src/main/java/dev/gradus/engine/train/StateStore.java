package dev.gradus.engine.train;

import java.util.Optional;

/// Where training states are kept: memory, a file.
public interface StateStore {
  /// Keeps a state.
  void save(TrainingState state);

  /// The state that was kept last, or nothing.
  Optional<TrainingState> latest();

  /// A store that keeps the last state in memory.
  static StateStore inMemory() {
    return new MemoryStore();
  }
}
