package dev.gradus.kernel.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageHeader;
import dev.gradus.kernel.session.Session;
import dev.gradus.kernel.transport.RequestChannel;
import org.jspecify.annotations.Nullable;

/// A request that is being answered.
///
/// @param server the kernel
/// @param channel where it came from and is answered
/// @param message the request
/// @param lane the shell that answers it; null on the control channel
record Request(
    KernelServer server, RequestChannel channel, Message message, @Nullable RequestLane lane) {

  /// The session; for a subshell one whose cells run beside those of the main shell.
  Session session() {
    Session session = server.session();
    return lane == null || lane.main() ? session : session.beside();
  }

  /// Has the cells that wait on this request's shell by now answered with `aborted`; to be called
  /// before its own answer, since a client may send its next cell right after.
  void abortQueued() {
    if (lane != null) {
      server.readArrived();
      lane.abortQueued();
    }
  }

  String type() {
    return message.type();
  }

  JsonObject content() {
    return message.content();
  }

  /// The header that everything caused by this request carries as its parent.
  JsonObject header() {
    return message.header().json();
  }

  /// Answers; a content without a status gets `ok`.
  void reply(JsonObject content) {
    reply(content, new JsonObject());
  }

  void reply(JsonObject content, JsonObject metadata) {
    if (!content.has("status")) {
      content.addProperty("status", "ok");
    }
    send(type().replaceFirst("_request$", "_reply"), metadata, content);
  }

  /// Answers with an error of the kernel itself, which is not shown in a cell.
  void replyError(String name, String text) {
    var content = new JsonObject();
    content.addProperty("status", "error");
    content.addProperty("ename", name);
    content.addProperty("evalue", text);
    content.add("traceback", new JsonArray());
    reply(content);
  }

  void replyAborted() {
    var content = new JsonObject();
    content.addProperty("status", "aborted");
    reply(content);
  }

  /// Sends a message of any type back on the request's channel.
  void send(String type, JsonObject metadata, JsonObject content) {
    var header = MessageHeader.create(type, server.sessionId());
    server.send(
        channel,
        new Message(
            message.identities(), header, header(), metadata, content, java.util.List.of()));
  }

  void publish(String type, JsonObject content) {
    server.iopub().publish(type, header(), content);
  }
}
