package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MalformedMessage;
import java.util.Map;

/// Answers requests by their type.
final class Dispatcher {
  private final Map<String, RequestHandler> handlers;

  Dispatcher(Map<String, RequestHandler> handlers) {
    this.handlers = handlers;
  }

  /// Whether the answer may take long.
  boolean takesLong(Request request) {
    RequestHandler handler = handlers.get(request.type());
    return handler != null && handler.takesLong();
  }

  /// Answers a request on this thread.
  ///
  /// @param aborted true if a cell in it is not to run, since one before it failed
  void answer(Request request, boolean aborted) {
    KernelServer server = request.server();
    server.iopub().status("busy", request.header());
    try {
      handle(request, aborted);
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
  }

  private void handle(Request request, boolean aborted) throws MalformedMessage {
    RequestHandler handler = handlers.get(request.type());
    if (handler == null) {
      request.server().log("no answer to messages of type " + request.type());
      if (request.type().endsWith("_request")) {
        request.replyError("UnknownRequest", "this kernel has no " + request.type());
      }
    } else if (aborted && request.type().equals("execute_request")) {
      request.replyAborted();
    } else {
      handler.handle(request);
    }
  }
}
