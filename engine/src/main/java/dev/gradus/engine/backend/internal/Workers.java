package dev.gradus.engine.backend.internal;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A team of threads for parallel loops. The caller takes part; the others spin for a while after a
/// loop and then park, so that loops that follow each other closely start in less than a
/// microsecond and an idle team costs nothing. One caller at a time.
///
/// Where other programs use the processors, a member may lose its processor in the middle of an
/// index, and everybody waits for it. The caller then does the next loops alone for twice the time
/// that it waited: alone it loses at most as much again, however often this happens.
public final class Workers implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  /// The body of a parallel loop.
  @FunctionalInterface
  public interface Task {
    /// Runs one index.
    ///
    /// @param worker number of the running thread, 0 for the caller, below [Workers#threads]
    void run(int index, int worker);
  }

  private final int threads;
  private final Team team;
  private boolean started;

  /// A team of `threads`, the caller included.
  public Workers(int threads) {
    if (threads < 1 || threads > 1024) {
      throw new IllegalArgumentException(
          "the number of threads must be 1 to 1024, got " + threads + ".");
    }
    this.threads = threads;
    this.team = new Team(threads);
    var cleaned = team;
    CLEANER.register(this, cleaned::stop);
  }

  /// The number of threads, the caller included.
  public int threads() {
    return threads;
  }

  /// Runs indices 0 .. count - 1, each once, in any order on any thread, and returns when all are
  /// done. The first exception of a task is thrown here. Calls from several threads run one after
  /// the other.
  public synchronized void run(int count, Task task) {
    if (threads == 1 || count <= 1) {
      for (int i = 0; i < count; i++) {
        task.run(i, 0);
      }
      return;
    }
    if (!started) {
      started = true;
      team.start();
    }
    team.run(count, task);
  }

  /// Ends the threads.
  @Override
  public void close() {
    team.stop();
  }

  /// What the threads see: it must not refer to the [Workers], which ends them when unreachable.
  private static final class Team {
    private static final long SPIN_NANOS = 500_000;
    // a shorter wait is not worth a switch to one thread
    private static final long STALL_NANOS = 200_000;

    private final Thread[] members;
    private final Seat[] seats;
    // count in the upper half, next index in the lower: one atomic step claims an index of one loop
    private final AtomicLong state = new AtomicLong();
    private final AtomicInteger done = new AtomicInteger();
    private volatile @Nullable Task task;
    private volatile @Nullable Throwable failure;
    private volatile boolean stopped;
    // only the caller's: nanoseconds of work that it does alone
    private long alone;

    Team(int threads) {
      members = new Thread[threads - 1];
      seats = new Seat[threads - 1];
      for (int i = 0; i < seats.length; i++) {
        seats[i] = new Seat();
      }
    }

    void start() {
      for (int i = 0; i < members.length; i++) {
        int worker = i + 1;
        members[i] =
            Thread.ofPlatform()
                .daemon()
                .inheritInheritableThreadLocals(false)
                .name("gradus-worker-" + worker)
                .unstarted(() -> serve(worker));
        members[i].start();
      }
    }

    void stop() {
      stopped = true;
      for (var member : members) {
        if (member != null) {
          LockSupport.unpark(member);
        }
      }
    }

    void run(int count, Task body) {
      long start = System.nanoTime();
      if (alone > 0) {
        for (int i = 0; i < count; i++) {
          body.run(i, 0);
        }
        alone -= System.nanoTime() - start;
        return;
      }
      task = body;
      done.set(0);
      state.set((long) count << 32);
      for (int i = 0; i < seats.length; i++) {
        if (seats[i].parked) {
          LockSupport.unpark(members[i]);
        }
      }
      int own = work(0);
      long worked = System.nanoTime();
      await(count);
      long waited = System.nanoTime() - worked;
      // others may rightly be in the middle of an index
      if (own > 0 && waited > STALL_NANOS + 2 * (worked - start) / own) {
        alone = 2 * waited;
      }
      task = null;
      var thrown = failure;
      if (thrown != null) {
        failure = null;
        switch (thrown) {
          case Error e -> throw e;
          case RuntimeException e -> throw e;
          default -> throw new IllegalStateException(thrown);
        }
      }
    }

    // with more threads than free processors, waiting must not keep a worker from running
    @SuppressWarnings("ThreadPriorityCheck")
    private void await(int count) {
      for (int spins = 0; done.get() < count; spins++) {
        if (spins < 2000) {
          Thread.onSpinWait();
        } else {
          Thread.yield();
        }
      }
    }

    /// Claims and runs indices until none is left; returns how many it were.
    private int work(int worker) {
      int own = 0;
      while (true) {
        long s = state.getAndIncrement();
        if ((int) s >= (int) (s >>> 32)) {
          return own;
        }
        own++;
        try {
          var body = task;
          if (body != null) {
            body.run((int) s, worker);
          }
        } catch (RuntimeException | Error e) {
          failure = e;
        } finally {
          done.incrementAndGet();
        }
      }
    }

    private boolean open() {
      long s = state.get();
      return (int) s < (int) (s >>> 32);
    }

    private void serve(int worker) {
      var seat = seats[worker - 1];
      while (!stopped) {
        long until = System.nanoTime() + SPIN_NANOS;
        int spins = 0;
        while (!open()) {
          Thread.onSpinWait();
          if ((++spins & 63) == 0 && System.nanoTime() - until > 0) {
            seat.parked = true;
            while (!open() && !stopped) {
              LockSupport.park(this);
            }
            seat.parked = false;
            break;
          }
        }
        work(worker);
      }
    }
  }

  /// One thread's flag, on its own.
  private static final class Seat {
    volatile boolean parked;
  }
}
