package dev.gradus.kernel.protocol;

import com.google.gson.JsonObject;

/// Asks for cells of the past.
///
/// @param output whether outputs are wanted too
/// @param access which of the three ways
/// @param session session of a range: 0 is this one, negative counts back from it
/// @param start first cell of a range
/// @param stop cell after the last of a range
/// @param n at most so many cells (tail, search)
/// @param pattern what a search looks for, with `*` and `?`
/// @param unique true to list equal cells once
public record HistoryRequest(
    boolean output,
    Access access,
    int session,
    int start,
    int stop,
    int n,
    String pattern,
    boolean unique) {

  /// The ways to ask.
  public enum Access {
    /// The last `n` cells.
    TAIL,
    /// Cells `start` to `stop` of a session.
    RANGE,
    /// Cells that match a pattern.
    SEARCH
  }

  /// Reads the content of a `history_request`.
  public static HistoryRequest of(JsonObject content) throws MalformedMessage {
    var fields = new Fields(content);
    var access =
        switch (fields.text("hist_access_type", "tail")) {
          case "tail" -> Access.TAIL;
          case "range" -> Access.RANGE;
          case "search" -> Access.SEARCH;
          case String other -> throw new MalformedMessage("no history access of type " + other);
        };
    return new HistoryRequest(
        fields.flag("output", false),
        access,
        fields.integer("session", 0),
        fields.integer("start", 1),
        fields.integer("stop", Integer.MAX_VALUE),
        Math.max(0, fields.integer("n", Integer.MAX_VALUE)),
        fields.text("pattern", "*"),
        fields.flag("unique", false));
  }
}
