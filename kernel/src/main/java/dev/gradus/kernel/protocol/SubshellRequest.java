package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// A request about one subshell.
///
/// @param id the subshell
public record SubshellRequest(String id) {

  /// Reads the content of a `delete_subshell_request`.
  public static SubshellRequest of(JsonObject content) throws MalformedMessage {
    return new SubshellRequest(new Fields(content).text("subshell_id"));
  }
}
