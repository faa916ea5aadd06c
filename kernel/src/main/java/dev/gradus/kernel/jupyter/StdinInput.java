package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageHeader;
import dev.gradus.kernel.session.Input;
import dev.gradus.kernel.transport.RequestChannel;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Asks the client that sent a cell for a line.
final class StdinInput implements Input {
  private final KernelServer server;
  private final Message request;
  private final BlockingQueue<String> replies;

  /// @param replies where the lines arrive that any client sends
  StdinInput(KernelServer server, Message request, BlockingQueue<String> replies) {
    this.server = server;
    this.request = request;
    this.replies = replies;
  }

  static BlockingQueue<String> replies() {
    return new LinkedBlockingQueue<>(1000);
  }

  @Override
  public String readLine(String prompt, boolean password) {
    try {
      server.questions().lockInterruptibly();
    } catch (InterruptedException e) {
      throw interrupted();
    }
    try {
      return ask(prompt, password);
    } finally {
      server.questions().unlock();
    }
  }

  private static UncheckedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new UncheckedIOException(new InterruptedIOException("interrupted while reading input"));
  }

  private String ask(String prompt, boolean password) {
    var content = new JsonObject();
    content.addProperty("prompt", prompt);
    content.addProperty("password", password);
    // what was typed for a question that was interrupted answers no other one
    replies.clear();
    var header = MessageHeader.create("input_request", server.sessionId());
    server.send(
        RequestChannel.STDIN,
        new Message(
            request.identities(),
            header,
            request.header().json(),
            new JsonObject(),
            content,
            List.of()));
    try {
      return replies.take();
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }
}
