package dev.gradus.kernel.session.internal;

import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;

/// What happens when a thread that a cell started ends with an exception: the cell's session says
/// so, in its own words.
final class ThreadFailures implements UncaughtExceptionHandler {
  private final @Nullable UncaughtExceptionHandler before;

  ThreadFailures(@Nullable UncaughtExceptionHandler before) {
    this.before = before;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    CellContext context = CellContext.current();
    if (context != null && context.session() instanceof ThreadReporter reporter) {
      reporter.threadFailed(context, thread, failure);
    } else if (before != null) {
      before.uncaughtException(thread, failure);
    } else {
      System.err.println("Exception in thread \"" + thread.getName() + "\"");
      failure.printStackTrace();
    }
  }
}
