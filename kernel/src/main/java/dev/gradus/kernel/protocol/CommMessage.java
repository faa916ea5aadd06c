package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// A `comm_open`, `comm_msg` or `comm_close`.
///
/// @param commId which comm
/// @param targetName what it is opened for; empty but for `comm_open`
/// @param data what it carries
public record CommMessage(String commId, String targetName, JsonObject data) {

  /// Reads the content of a comm message.
  public static CommMessage of(JsonObject content) throws MalformedMessage {
    var fields = new Fields(content);
    return new CommMessage(
        fields.text("comm_id"), fields.text("target_name", ""), fields.object("data"));
  }
}
