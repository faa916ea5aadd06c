package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.transport.KernelThread;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The requests of one shell, answered in order: those of the main shell or of a subshell. What may
/// take long runs on the lane's own thread, so that the sockets are read meanwhile.
final class RequestLane {
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Dispatcher dispatcher;
  private final boolean main;
  private volatile long accepted;
  private volatile long aborted;

  /// A request in its place; null for the end of the lane.
  private record Waiting(long place, @Nullable Request request) {}

  /// @param main true for the lane that answers short requests at once while it is idle, on the
  ///   thread of the socket: a step to another thread costs more than a small answer does
  RequestLane(String name, Dispatcher dispatcher, boolean main) {
    this.dispatcher = dispatcher;
    this.main = main;
    new KernelThread("gradus-" + name, this::loop).start();
  }

  /// Whether this is the main shell.
  boolean main() {
    return main;
  }

  /// Answers the request, or keeps it until those before it are answered. Called on the thread of
  /// the shell's socket alone.
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  void accept(Request request) {
    if (main && pending.get() == 0 && !dispatcher.takesLong(request)) {
      dispatcher.answer(request, false);
      return;
    }
    pending.incrementAndGet();
    accepted++;
    queue.add(new Waiting(accepted, request));
  }

  /// Has the cells that wait by now answered with `aborted`.
  void abortQueued() {
    aborted = accepted;
  }

  /// Ends the lane after what it has accepted.
  void close() {
    queue.add(new Waiting(0, null));
  }

  private void loop() {
    while (true) {
      try {
        Waiting next = queue.take();
        Request request = next.request();
        if (request == null) {
          return;
        }
        try {
          dispatcher.answer(request, next.place() <= aborted);
        } finally {
          pending.decrementAndGet();
        }
      } catch (InterruptedException e) {
        // a late interrupt of a cell; the lane ends by a request of its own
      }
    }
  }
}
