package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MalformedMessage;
import java.util.Map;

/// Answers the requests of one channel, one after the other, on the thread of its socket.
final class Dispatcher {
  private final Map<String, RequestHandler> handlers;
  private boolean abortAsked;
  private boolean aborting;

  Dispatcher(Map<String, RequestHandler> handlers) {
    this.handlers = handlers;
  }

  /// Asks that the cells that wait be dropped; called while a request is answered.
  void abortQueued() {
    abortAsked = true;
  }

  /// Answers a request.
  ///
  /// @param sweep passes on the requests that have already arrived, for dropping the cells in them
  void answer(Request request, Runnable sweep) {
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
    if (abortAsked && !aborting) {
      aborting = true;
      try {
        sweep.run();
      } finally {
        aborting = false;
        abortAsked = false;
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
