package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// Asks what stands at the cursor.
///
/// @param code the cell
/// @param index where the cursor is, as an index into the string
/// @param detailLevel 0 for signature and documentation, 1 for more
public record InspectRequest(String code, int index, int detailLevel) {

  /// Reads the content of an `inspect_request`.
  public static InspectRequest of(JsonObject content) throws MalformedMessage {
    var fields = new Fields(content);
    String code = fields.text("code");
    int cursor = fields.integer("cursor_pos", Integer.MAX_VALUE);
    return new InspectRequest(
        code, CodePoints.toIndex(code, cursor), fields.integer("detail_level", 0));
  }
}
