package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// Asks for completions.
///
/// @param code the cell
/// @param index where the cursor is, as an index into the string
public record CompleteRequest(String code, int index) {

  /// Reads the content of a `complete_request`.
  public static CompleteRequest of(JsonObject content) throws MalformedMessage {
    var fields = new Fields(content);
    String code = fields.text("code");
    int cursor = fields.integer("cursor_pos", Integer.MAX_VALUE);
    return new CompleteRequest(code, CodePoints.toIndex(code, cursor));
  }
}
