package dev.gradus.kernel.jupyter;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageHeader;
import dev.gradus.kernel.transport.RequestChannel;

/// A request that is being answered.
///
/// @param server the kernel
/// @param channel where it came from and is answered
/// @param message the request
record Request(KernelServer server, RequestChannel channel, Message message) {

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
