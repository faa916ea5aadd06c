package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

/// Multi-line strings of a notebook file: stored as a list of lines that keep their line ends, or
/// as one string; both mean the same.
final class Lines {

  private Lines() {}

  /// One string from either form.
  static String join(JsonElement value) {
    if (!(value instanceof JsonArray array)) {
      return value.isJsonPrimitive() ? value.getAsString() : "";
    }
    var out = new StringBuilder();
    array.forEach(line -> out.append(line.isJsonPrimitive() ? line.getAsString() : ""));
    return out.toString();
  }

  /// A list of lines, cut where Jupyter cuts: at every line boundary Unicode knows, not only `\n`.
  static JsonArray split(String text) {
    var lines = new JsonArray();
    int start = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i++);
      if (c == '\r' && i < text.length() && text.charAt(i) == '\n') {
        i++;
      } else if (!isBoundary(c)) {
        continue;
      }
      lines.add(text.substring(start, i));
      start = i;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /// The list form of a value that is a string; anything else as it is.
  static JsonElement splitIfString(JsonElement value) {
    return value instanceof JsonPrimitive p && p.isString() ? split(p.getAsString()) : value;
  }

  private static boolean isBoundary(char c) {
    return (c >= '\n' && c <= '\r')
        || (c >= 0x1c && c <= 0x1e)
        || c == 0x85
        || c == 0x2028
        || c == 0x2029;
  }
}
