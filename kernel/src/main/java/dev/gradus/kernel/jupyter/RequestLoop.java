package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MalformedMessage;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Answers the requests of one channel, one after the other, on a thread of its own.
final class RequestLoop {

  private sealed interface Task {
    record Answer(Request request) implements Task {}

    /// The end of what is dropped after an error.
    record Resume() implements Task {}
  }

  private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
  private final Map<String, RequestHandler> handlers;
  private final Thread thread;
  private int aborting;

  RequestLoop(String name, Map<String, RequestHandler> handlers) {
    this.handlers = handlers;
    this.thread = Thread.ofPlatform().daemon().name("gradus-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Request request) {
    queue.add(new Task.Answer(request));
  }

  /// From now on cells are dropped, until [#resume()] has had its turn; called on the loop's
  /// thread.
  void abort() {
    aborting++;
  }

  void resume() {
    queue.add(new Task.Resume());
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private void run() {
    while (true) {
      try {
        switch (queue.take()) {
          case Task.Answer(var request) -> answer(request);
          case Task.Resume() -> aborting--;
        }
      } catch (InterruptedException e) {
        // an interrupt that came too late for its cell; this thread goes on
      }
    }
  }

  private void answer(Request request) {
    KernelServer server = request.server();
    server.iopub().status("busy", request.header());
    try {
      handle(request);
    } catch (MalformedMessage e) {
      server.log(request.type() + ": " + e.getMessage());
      request.replyError("BadRequest", request.type() + ": " + e.getMessage());
    } catch (Throwable e) {
      // nothing that happens in one request may end the kernel
      server.log(request.type() + " failed: " + e);
      request.replyError(e.getClass().getSimpleName(), String.valueOf(e.getMessage()));
    } finally {
      server.iopub().status("idle", request.header());
    }
  }

  private void handle(Request request) throws MalformedMessage {
    RequestHandler handler = handlers.get(request.type());
    if (handler == null) {
      request.server().log("no answer to messages of type " + request.type());
      if (request.type().endsWith("_request")) {
        request.replyError("UnknownRequest", "this kernel has no " + request.type());
      }
    } else if (aborting > 0 && request.type().equals("execute_request")) {
      request.replyAborted();
    } else {
      handler.handle(request);
    }
  }
}
