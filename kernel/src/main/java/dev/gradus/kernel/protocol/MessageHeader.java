package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// The header of a message. The tree is kept as it came, since a reply carries it as its parent.
///
/// @param id unique id of the message
/// @param type message type, as `execute_request`
/// @param json the whole header
public record MessageHeader(String id, String type, JsonObject json) {

  /// The version of the protocol that this kernel speaks.
  public static final String VERSION = "5.4";

  /// Reads a header that came from a client.
  public static MessageHeader of(JsonObject json) throws MalformedMessage {
    var fields = new Fields(json);
    return new MessageHeader(fields.text("msg_id"), fields.text("msg_type"), json);
  }

  /// The subshell that the message is for; null for the main shell.
  public @Nullable String subshell() throws MalformedMessage {
    return new Fields(json).textOrNull("subshell_id");
  }

  /// A new header for a message of this kernel.
  public static MessageHeader create(String type, String session) {
    // ids must differ, not be unguessable
    var random = ThreadLocalRandom.current();
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    var json = new JsonObject();
    json.addProperty("msg_id", id);
    json.addProperty("msg_type", type);
    json.addProperty("username", "kernel");
    json.addProperty("session", session);
    json.addProperty("date", now());
    json.addProperty("version", VERSION);
    return new MessageHeader(id, type, json);
  }

  /// The present moment as messages write it, in microseconds.
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
  }
}
