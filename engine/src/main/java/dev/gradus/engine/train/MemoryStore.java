package dev.gradus.engine.train;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Keeps the last state in memory; see [StateStore#inMemory()].
final class MemoryStore implements StateStore {
  private final AtomicReference<Optional<TrainingState>> kept =
      new AtomicReference<>(Optional.empty());

  @Override
  public void save(TrainingState state) {
    kept.set(Optional.of(state));
  }

  @Override
  public Optional<TrainingState> latest() {
    return kept.get();
  }
}
