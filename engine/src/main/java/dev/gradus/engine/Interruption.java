package dev.gradus.engine;

/// How long computations notice that they should stop: they poll the thread's interrupted state
/// between kernels and never clear it.
public final class Interruption {
  private Interruption() {}

  /// Throws if the current thread was interrupted; leaves its interrupted state as it is.
  ///
  /// @throws InterruptedRunException if so
  public static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedRunException(
          "interrupted: weights are those of the last finished step.");
    }
  }
}
