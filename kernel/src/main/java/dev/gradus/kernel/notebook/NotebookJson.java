package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON the way Jupyter writes notebook files: one space of indent, keys sorted by code point, `":
/// "` and `","` as separators, characters beyond ASCII as they are, numbers as they were read. A
/// notebook that goes through here unchanged gives the same bytes, so version control shows what
/// really changed.
public final class NotebookJson {

  private NotebookJson() {}

  /// Parses a whole text as one JSON value.
  ///
  /// @throws JsonParseException if it is not JSON, is cut off, or something follows it
  public static JsonElement parse(String text) {
    var reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    JsonElement value = JsonParser.parseReader(reader);
    try {
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return value;
      }
    } catch (IOException e) {
      throw new JsonParseException("something follows the end", e);
    }
    throw new JsonParseException("something follows the end");
  }

  /// The text of a value, without a line end after it.
  public static String write(JsonElement value) {
    var out = new StringBuilder();
    write(value, out, 0);
    return out.toString();
  }

  /// Maps, collections, strings, numbers, booleans and null as a JSON tree; anything else becomes
  /// its `toString`. Numbers that JSON cannot hold (NaN, infinities) become null.
  public static JsonElement tree(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case JsonElement e -> e;
      case Boolean b -> new JsonPrimitive(b);
      case Double d when !Double.isFinite(d) -> JsonNull.INSTANCE;
      case Float f when !Float.isFinite(f) -> JsonNull.INSTANCE;
      case Number n -> new JsonPrimitive(n);
      case Map<?, ?> map -> {
        var object = new JsonObject();
        map.forEach((k, v) -> object.add(String.valueOf(k), tree(v)));
        yield object;
      }
      case Collection<?> list -> {
        var array = new JsonArray();
        list.forEach(v -> array.add(tree(v)));
        yield array;
      }
      default -> new JsonPrimitive(value.toString());
    };
  }

  private static void write(JsonElement value, StringBuilder out, int depth) {
    switch (value) {
      case JsonObject object -> writeObject(object, out, depth);
      case JsonArray array -> writeArray(array, out, depth);
      case JsonPrimitive p when p.isString() -> quote(p.getAsString(), out);
      default -> out.append(value);
    }
  }

  private static void writeObject(JsonObject object, StringBuilder out, int depth) {
    if (object.isEmpty()) {
      out.append("{}");
      return;
    }
    List<String> keys = new ArrayList<>(object.keySet());
    keys.sort(NotebookJson::byCodePoint);
    String separator = "{";
    for (String key : keys) {
      out.append(separator);
      newLine(out, depth + 1);
      quote(key, out);
      out.append(": ");
      write(object.get(key), out, depth + 1);
      separator = ",";
    }
    newLine(out, depth);
    out.append('}');
  }

  private static void writeArray(JsonArray array, StringBuilder out, int depth) {
    if (array.isEmpty()) {
      out.append("[]");
      return;
    }
    String separator = "[";
    for (JsonElement element : array) {
      out.append(separator);
      newLine(out, depth + 1);
      write(element, out, depth + 1);
      separator = ",";
    }
    newLine(out, depth);
    out.append(']');
  }

  private static void newLine(StringBuilder out, int depth) {
    out.append('\n').repeat(' ', depth);
  }

  private static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\f' -> out.append("\\f");
        case '\b' -> out.append("\\b");
        default -> {
          if (c < 0x20 || isLone(text, i)) {
            out.append(String.format("\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /// Half of a surrogate pair, which UTF-8 cannot hold.
  private static boolean isLone(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static int byCodePoint(String a, String b) {
    int[] x = a.codePoints().toArray();
    int[] y = b.codePoints().toArray();
    return java.util.Arrays.compare(x, y);
  }
}
