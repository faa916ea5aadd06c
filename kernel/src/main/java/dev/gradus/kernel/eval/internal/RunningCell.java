package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.internal.CellContext;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A cell while it runs: hands its pieces to the cell's thread, waits for them, stops them.
final class RunningCell {
  private static final long PATIENCE = 2_000_000_000L;
  private static final long LAST = 5_000_000_000L;
  private static final long NUDGE_MILLIS = 200;

  private final CellContext context;
  private final CellWorker worker;
  private final CellWorker.Cell cell;
  private final StopSwitch stopSwitch;
  private final CompletableFuture<@Nullable Object> stop = new CompletableFuture<>();
  private volatile boolean ended;
  private volatile boolean abandoned;
  private final CellClock clock = new CellClock();
  private volatile String limit = "";
  private String name = "";
  private final Queue<Supplier<CellResult>> followUps = new ConcurrentLinkedQueue<>();
  private String stuckIn = "";

  RunningCell(
      CellContext context, CellWorker worker, CellWorker.Around around, StopSwitch stopSwitch) {
    this.context = context;
    this.worker = worker;
    this.stopSwitch = stopSwitch;
    cell = worker.begin(context, around);
  }

  /// The cell's thread did not come back.
  static final class Abandoned extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// Runs code on the cell's thread and waits for it.
  @Nullable Object call(Callable<@Nullable Object> code) throws Throwable {
    if (context.stopped()) {
      throw new CellStopped();
    }
    clock.start();
    try {
      return await(cell.submit(code));
    } finally {
      clock.stop();
    }
  }

  /// Leaves the cell; fails if something around it failed.
  void end() throws Throwable {
    try {
      if (!abandoned) {
        await(cell.end());
      }
    } finally {
      ended = true;
    }
  }

  /// What to do once the current statement has ended.
  Queue<Supplier<CellResult>> followUps() {
    return followUps;
  }

  /// The time that its code has run.
  CellClock clock() {
    return clock;
  }

  /// What runs now, as messages name it.
  String name() {
    return name;
  }

  void name(String now) {
    name = now;
  }

  /// The time limit that the cell has gone over, as text; empty if it was stopped by the user.
  String limit() {
    return limit;
  }

  /// Asks every thread of the cell to stop because it has run for too long.
  synchronized void timeOut(String time) {
    if (!ended && !context.stopped()) {
      limit = time;
      interrupt();
    }
  }

  CellContext context() {
    return context;
  }

  boolean abandoned() {
    return abandoned;
  }

  /// What the abandoned thread was doing.
  String stuckIn() {
    return stuckIn;
  }

  /// Asks every thread of the cell to stop.
  synchronized void interrupt() {
    if (ended) {
      return;
    }
    context.stop();
    stopSwitch.arm();
    worker.thread().interrupt();
    stop.complete(null);
  }

  private @Nullable Object await(CompletableFuture<@Nullable Object> outcome) throws Throwable {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          CompletableFuture.anyOf(outcome.exceptionally(e -> null), stop).get();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
          interrupt();
        }
      }
      return outcome.isDone() ? value(outcome) : awaitStopping(outcome);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static @Nullable Object value(Future<@Nullable Object> outcome) throws Throwable {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      throw e.getCause() == null ? e : e.getCause();
    } catch (CancellationException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Two seconds for a thread that is stuck. One that computes inside a library is then made to
  /// fail there; and on a busy machine it has two seconds of the processor's time, since what a
  /// cell does at its end, such as drawing a last curve, takes longer.
  private @Nullable Object awaitStopping(CompletableFuture<@Nullable Object> outcome)
      throws Throwable {
    long began = System.nanoTime();
    long used = processorTime();
    Optional<LibraryStop> inside = Optional.empty();
    try {
      long waited = 0;
      while (waited < LAST) {
        try {
          return outcome.get(NUDGE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          worker.thread().interrupt();
        } catch (InterruptedException e) {
          // already stopping
        } catch (ExecutionException e) {
          throw e.getCause() == null ? e : e.getCause();
        }
        waited = System.nanoTime() - began;
        if (waited >= PATIENCE) {
          boolean computes = computes(waited, used);
          if (computes && inside.isEmpty()) {
            inside = LibraryStop.of(threads());
          }
          boolean slow = computes && processorTime() - used < PATIENCE;
          if (inside.isEmpty() && !slow) {
            break;
          }
        }
      }
      abandon();
      throw new Abandoned();
    } finally {
      inside.ifPresent(stop -> closeAfter(worker.thread(), stop));
    }
  }

  /// The cell's own thread, and those of the common pool that run code of a cell.
  private List<Thread> threads() {
    List<Thread> threads = new ArrayList<>(List.of(worker.thread()));
    Thread.getAllStackTraces()
        .forEach((thread, stack) -> {
          boolean pooled =
              thread instanceof ForkJoinWorkerThread pool
                  && pool.getPool().equals(ForkJoinPool.commonPool());
          if (pooled && Arrays.stream(stack).anyMatch(FrameMap::isCell)) {
            threads.add(thread);
          }
        });
    return threads;
  }

  /// The checks of a thread that was left stay for as long as it lives.
  private void closeAfter(Thread thread, LibraryStop inside) {
    if (!abandoned) {
      inside.close();
      return;
    }
    Thread.ofVirtual()
        .inheritInheritableThreadLocals(false)
        .start(() -> {
          try {
            thread.join();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          inside.close();
        });
  }

  /// Whether the thread gets on; one that waits for a connection says that it runs, too.
  private boolean computes(long waited, long used) {
    return worker.thread().getState() == Thread.State.RUNNABLE
        && processorTime() - used > waited / 50;
  }

  private long processorTime() {
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(worker.thread().threadId());
  }

  private void abandon() {
    abandoned = true;
    StackTraceElement[] stack = worker.thread().getStackTrace();
    stuckIn = stack.length == 0 ? "" : stack[0].getClassName() + "." + stack[0].getMethodName();
    context.outputs().flush();
    context.outputs().cut();
    Evaluator.lowPriority(worker.thread());
    var _ = cell.end();
    worker.close();
  }
}
