package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// Asks whether code can run as it is.
///
/// @param code the code typed so far
public record IsCompleteRequest(String code) {

  /// Reads the content of an `is_complete_request`.
  public static IsCompleteRequest of(JsonObject content) throws MalformedMessage {
    return new IsCompleteRequest(new Fields(content).text("code"));
  }
}
