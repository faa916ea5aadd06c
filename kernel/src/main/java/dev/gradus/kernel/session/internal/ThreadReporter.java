package dev.gradus.kernel.session.internal;

/// A session that describes how threads of its cells failed.
@FunctionalInterface
public interface ThreadReporter {
  /// Tells the cell that one of its threads ended with an exception.
  void threadFailed(CellContext context, Thread thread, Throwable failure);
}
