package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.Message;
import dev.gradus.kernel.protocol.MessageHeader;
import dev.gradus.kernel.protocol.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// Publishes output, each message with the header of the request that caused it.
final class Iopub {
  private final String sessionId;
  private final WireFormat wire;
  private final Consumer<List<byte[]>> sender;

  Iopub(String sessionId, WireFormat wire, Consumer<List<byte[]>> sender) {
    this.sessionId = sessionId;
    this.wire = wire;
    this.sender = sender;
  }

  void publish(String type, JsonObject parent, JsonObject content) {
    publish(type, parent, new JsonObject(), content, List.of());
  }

  void publish(
      String type,
      JsonObject parent,
      JsonObject metadata,
      JsonObject content,
      List<byte[]> buffers) {
    byte[] topic = ("kernel." + sessionId + "." + type).getBytes(StandardCharsets.UTF_8);
    sender.accept(encode(topic, type, parent, metadata, content, buffers));
  }

  void status(String state, JsonObject parent) {
    var content = new JsonObject();
    content.addProperty("execution_state", state);
    publish("status", parent, content);
  }

  /// The message for a new subscriber, under the topic that it subscribed.
  List<byte[]> welcome(byte[] topic) {
    var content = new JsonObject();
    content.addProperty("subscription", new String(topic, StandardCharsets.UTF_8));
    return encode(topic, "iopub_welcome", new JsonObject(), new JsonObject(), content, List.of());
  }

  private List<byte[]> encode(
      byte[] topic,
      String type,
      JsonObject parent,
      JsonObject metadata,
      JsonObject content,
      List<byte[]> buffers) {
    var header = MessageHeader.create(type, sessionId);
    return wire.encode(new Message(List.of(topic), header, parent, metadata, content, buffers));
  }
}
