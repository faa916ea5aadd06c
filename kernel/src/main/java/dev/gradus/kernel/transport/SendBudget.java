package dev.gradus.kernel.transport;

/// Bounds the bytes that wait to be sent: whoever would exceed them waits. A thread that is
/// interrupted meanwhile goes on at once, over the bound, so that nothing is lost and no cell hangs
/// beyond its interrupt.
final class SendBudget {
  private final long limit;
  private long used;

  SendBudget(long limit) {
    this.limit = limit;
  }

  synchronized void acquire(long bytes) {
    boolean interrupted = Thread.interrupted();
    while (used > 0 && used + bytes > limit && !interrupted) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    used += bytes;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  synchronized void release(long bytes) {
    used -= bytes;
    notifyAll();
  }
}
