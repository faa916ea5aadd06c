package dev.gradus.kernel.transport;

/// A thread of the kernel itself: it runs no code of a cell and nobody interrupts it.
public final class KernelThread extends Thread {

  /// A daemon thread, not started.
  public KernelThread(String name, Runnable body) {
    super(body, name);
    setDaemon(true);
  }
}
