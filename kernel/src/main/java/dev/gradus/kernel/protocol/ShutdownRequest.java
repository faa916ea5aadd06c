package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// Asks the kernel to end.
///
/// @param restart whether another one will follow
public record ShutdownRequest(boolean restart) {

  /// Reads the content of a `shutdown_request`.
  public static ShutdownRequest of(JsonObject content) throws MalformedMessage {
    return new ShutdownRequest(new Fields(content).flag("restart", false));
  }
}
