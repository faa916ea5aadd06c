package dev.gradus.kernel.session.internal;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way of a cell's output to its front end. Text is gathered for 50 ms or 64 K characters and
/// leaves on a thread of its own, so that an interrupted cell never touches a socket; order is
/// kept; a writer waits when 1 M characters are on their way, so that memory stays bounded.
public final class OutputQueue implements Outputs {
  private static final int BATCH = 64 * 1024;
  private static final int LIMIT = 1024 * 1024;
  private static final int BATCH_MILLIS = 50;

  private final Outputs target;
  private final ScheduledExecutorService pump;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private ArrayDeque<Entry> pending = new ArrayDeque<>();
  private int size;
  private boolean later;
  private boolean now;
  private boolean released;
  private boolean cut;

  private sealed interface Entry {}

  private record Text(Stream stream, StringBuilder text) implements Entry {}

  private record Call(Consumer<Outputs> call) implements Entry {}

  /// A queue that delivers to the target on the pump's single thread.
  public OutputQueue(Outputs target, ScheduledExecutorService pump) {
    this.target = target;
    this.pump = pump;
  }

  @Override
  public void stream(Stream stream, String text) {
    lock.lock();
    try {
      awaitRoom();
      if (cut) {
        return;
      }
      if (pending.peekLast() instanceof Text(Stream last, StringBuilder tail)
          && last == stream
          && tail.length() < BATCH) {
        tail.append(text);
      } else {
        pending.add(new Text(stream, new StringBuilder(text)));
      }
      size += text.length();
      schedule(size >= BATCH);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void display(MimeBundle bundle, @Nullable String displayId) {
    call(outputs -> outputs.display(bundle, displayId));
  }

  @Override
  public void updateDisplay(String displayId, MimeBundle bundle) {
    call(outputs -> outputs.updateDisplay(displayId, bundle));
  }

  @Override
  public void clearOutput(boolean wait) {
    call(outputs -> outputs.clearOutput(wait));
  }

  @Override
  public void comm(String messageType, Map<String, Object> content) {
    call(outputs -> outputs.comm(messageType, content));
  }

  /// Waits until everything written so far has been delivered.
  public void flush() {
    boolean interrupted = false;
    try {
      var done = pump.submit(this::drain);
      while (true) {
        try {
          done.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException | RejectedExecutionException e) {
      // The front end is gone; there is nobody to tell.
      cut();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Lets waiting writers go on: the cell is asked to stop.
  void release() {
    lock.lock();
    try {
      released = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Drops whatever comes from now on: the cell's thread was abandoned.
  public void cut() {
    lock.lock();
    try {
      cut = true;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void call(Consumer<Outputs> call) {
    lock.lock();
    try {
      if (!cut) {
        pending.add(new Call(call));
        schedule(true);
      }
    } finally {
      lock.unlock();
    }
  }

  private void awaitRoom() {
    while (size >= LIMIT && !cut && !released) {
      room.awaitUninterruptibly();
    }
  }

  private void schedule(boolean atOnce) {
    try {
      if (atOnce && !now) {
        now = true;
        pump.execute(this::drain);
      } else if (!later && !now) {
        later = true;
        var _ = pump.schedule(this::drain, BATCH_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      cut = true;
      room.signalAll();
    }
  }

  private void drain() {
    List<Entry> entries;
    lock.lock();
    try {
      entries = new ArrayList<>(pending);
      pending = new ArrayDeque<>();
      size = 0;
      now = false;
      later = false;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    for (Entry entry : entries) {
      switch (entry) {
        case Text(Stream stream, StringBuilder text) -> target.stream(stream, text.toString());
        case Call(Consumer<Outputs> call) -> call.accept(target);
      }
    }
  }
}
