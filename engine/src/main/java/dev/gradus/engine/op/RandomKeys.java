package dev.gradus.engine.op;

import dev.gradus.engine.random.Philox;

/// Where operations get their random keys from: a seed and the number of the current step.
public final class RandomKeys {
  private final long seed;
  private long step;

  /// Starts at step 0.
  public RandomKeys(long seed) {
    this.seed = seed;
  }

  /// Says which step runs now.
  public void step(long number) {
    this.step = number;
  }

  /// The key for the operation at a position.
  public long key(int position) {
    return Philox.key(seed, step, position);
  }
}
