package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/// Asks for the open comms.
///
/// @param targetName only those of this target; null for all
public record CommInfoRequest(@Nullable String targetName) {

  /// Reads the content of a `comm_info_request`.
  public static CommInfoRequest of(JsonObject content) throws MalformedMessage {
    return new CommInfoRequest(new Fields(content).textOrNull("target_name"));
  }
}
