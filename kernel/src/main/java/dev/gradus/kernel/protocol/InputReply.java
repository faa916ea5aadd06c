package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// What the user typed.
///
/// @param value the line, without its end
public record InputReply(String value) {

  /// Reads the content of an `input_reply`.
  public static InputReply of(JsonObject content) throws MalformedMessage {
    return new InputReply(new Fields(content).text("value"));
  }
}
