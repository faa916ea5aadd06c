package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.session.internal.CellContext;
import dev.gradus.kernel.session.internal.ProcessStreams;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The thread on which cells run, one after another. Between [#begin] and [#end] it runs the pieces
/// of one cell inside whatever wraps a cell. A thread that does not come back is abandoned with its
/// worker; the session makes a new one.
final class CellWorker {

  /// What wraps the evaluation of a cell.
  @FunctionalInterface
  interface Around {
    @Nullable Object run(Callable<@Nullable Object> body) throws Exception;
  }

  /// One piece of work and its outcome.
  private static final class Task {
    final Callable<@Nullable Object> code;
    final CompletableFuture<@Nullable Object> outcome = new CompletableFuture<>();

    Task(Callable<@Nullable Object> code) {
      this.code = code;
    }
  }

  private static final Task END = new Task(() -> null);

  private final LinkedBlockingQueue<Runnable> cells = new LinkedBlockingQueue<>();
  private final Thread thread;
  private final Runnable memoryFull;
  private volatile boolean closed;

  CellWorker(ClassLoader loader, AtomicInteger count, Runnable memoryFull) {
    this.memoryFull = memoryFull;
    int number = count.incrementAndGet();
    String name = number == 1 ? "cells" : "cells-" + number;
    thread =
        Thread.ofPlatform()
            .daemon(true)
            .name(name)
            .inheritInheritableThreadLocals(false)
            .unstarted(this::loop);
    thread.setContextClassLoader(loader);
    thread.start();
  }

  Thread thread() {
    return thread;
  }

  /// A cell on this worker.
  final class Cell {
    private final LinkedBlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final CompletableFuture<@Nullable Object> ended = new CompletableFuture<>();

    /// Starts a piece of the cell; the result completes with its value or failure.
    CompletableFuture<@Nullable Object> submit(Callable<@Nullable Object> code) {
      Task task = new Task(code);
      tasks.add(task);
      var _ =
          ended.whenComplete((_, failure) ->
              task.outcome.completeExceptionally(
                  failure == null ? new IllegalStateException("the cell has ended") : failure));
      return task.outcome;
    }

    /// Ends the cell; the result completes when everything around it has been left.
    CompletableFuture<@Nullable Object> end() {
      tasks.add(END);
      return ended;
    }

    /// With a full memory even saying so needs a little of it.
    private void fail(Task task, Throwable failure) {
      if (failure instanceof OutOfMemoryError) {
        memoryFull.run();
      }
      try {
        task.outcome.completeExceptionally(failure);
      } catch (OutOfMemoryError again) {
        memoryFull.run();
        task.outcome.completeExceptionally(failure);
      }
    }

    private @Nullable Object work() throws InterruptedException {
      for (Task task = next(); task != END; task = next()) {
        try {
          task.outcome.complete(task.code.call());
        } catch (Throwable failure) {
          fail(task, failure);
        }
      }
      return null;
    }

    /// An interrupt that arrives between two pieces is the cell's, not this loop's: the session
    /// knows of it from the context.
    private Task next() {
      while (true) {
        try {
          return tasks.take();
        } catch (InterruptedException e) {
          // asked to stop: the session ends the cell
        }
      }
    }
  }

  Cell begin(CellContext context, Around around) {
    Cell cell = new Cell();
    cells.add(() -> {
      ProcessStreams.own(context);
      try {
        cell.ended.complete(around.run(cell::work));
      } catch (Throwable failure) {
        cell.ended.completeExceptionally(failure);
      } finally {
        ProcessStreams.own(null);
      }
    });
    return cell;
  }

  void close() {
    closed = true;
    thread.interrupt();
  }

  private void loop() {
    while (!closed) {
      try {
        Runnable cell = cells.take();
        Thread.interrupted();
        cell.run();
      } catch (InterruptedException e) {
        // a late interrupt of a cell that has ended, or close
      }
    }
  }
}
