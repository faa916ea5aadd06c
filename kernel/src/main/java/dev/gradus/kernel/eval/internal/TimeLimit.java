package dev.gradus.kernel.eval.internal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Stops a cell that runs for too long. Closing it lets the cell run on.
final class TimeLimit implements AutoCloseable {
  private final @Nullable Thread watch;

  private TimeLimit(@Nullable Thread watch) {
    this.watch = watch;
  }

  /// Starts to count; a limit of zero is none.
  static TimeLimit start(Duration limit, RunningCell cell) {
    if (limit.isZero()) {
      return new TimeLimit(null);
    }
    Thread watch =
        Thread.ofVirtual()
            .inheritInheritableThreadLocals(false)
            .unstarted(() -> {
              try {
                Thread.sleep(limit);
                cell.timeOut(text(limit));
              } catch (InterruptedException e) {
                // the cell has ended in time
              }
            });
    watch.start();
    return new TimeLimit(watch);
  }

  /// `2 seconds`, `1500 milliseconds`, `3 minutes`.
  static String text(Duration time) {
    if (time.toMillis() % 1000 != 0) {
      return time.toMillis() + " milliseconds";
    }
    long seconds = time.toSeconds();
    boolean minutes = seconds % 60 == 0;
    long count = minutes ? seconds / 60 : seconds;
    return count + (minutes ? " minute" : " second") + (count == 1 ? "" : "s");
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.interrupt();
    }
  }
}
