package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MalformedMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/// Answers the requests of one channel, one after the other, on the thread of its socket.
final class Dispatcher {
  private final Map<String, RequestHandler> handlers;
  private final Deque<Runnable> held = new ArrayDeque<>();
  private boolean aborting;

  Dispatcher(Map<String, RequestHandler> handlers) {
    this.handlers = handlers;
  }

  /// Keeps a request for when the present one is answered; a cell in it is dropped.
  void afterwards(Runnable receive) {
    held.add(receive);
  }

  /// Answers a request, then those that were held back meanwhile.
  void answer(Request request) {
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
      // an interrupt that came too late for its cell must not reach the socket
      Thread.interrupted();
      server.iopub().status("idle", request.header());
    }
    if (!aborting) {
      aborting = true;
      try {
        for (var next = held.poll(); next != null; next = held.poll()) {
          next.run();
        }
      } finally {
        aborting = false;
      }
    }
  }

  private void handle(Request request) throws MalformedMessage {
    RequestHandler handler = handlers.get(request.type());
    if (handler == null) {
      request.server().log("no answer to messages of type " + request.type());
      if (request.type().endsWith("_request")) {
        request.replyError("UnknownRequest", "this kernel has no " + request.type());
      }
    } else if (aborting && request.type().equals("execute_request")) {
      request.replyAborted();
    } else {
      handler.handle(request);
    }
  }
}
