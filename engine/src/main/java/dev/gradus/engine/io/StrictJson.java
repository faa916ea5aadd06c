package dev.gradus.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import dev.gradus.engine.DataException;
import java.io.IOException;
import java.io.StringReader;

/// JSON by the letter: no repeated names, no comments, at most 64 levels.
final class StrictJson {
  private static final int MAX_DEPTH = 64;

  private StrictJson() {}

  /// Reads one value.
  ///
  /// @param where what is read, for errors
  static JsonElement parse(String where, String text) {
    try (var in = new JsonReader(new StringReader(text))) {
      in.setStrictness(Strictness.STRICT);
      in.setNestingLimit(MAX_DEPTH);
      var value = value(where, in);
      if (in.peek() != JsonToken.END_DOCUMENT) {
        throw new DataException(where + " goes on after its end. Save it again.");
      }
      return value;
    } catch (IOException | IllegalStateException | NumberFormatException e) {
      throw new DataException(
          where
              + " is not sound JSON ("
              + String.valueOf(e.getMessage()).lines().findFirst().orElse("")
              + "). Save it again.",
          e);
    }
  }

  private static JsonElement value(String where, JsonReader in) throws IOException {
    return switch (in.peek()) {
      case BEGIN_OBJECT -> object(where, in);
      case BEGIN_ARRAY -> {
        var array = new JsonArray();
        in.beginArray();
        while (in.hasNext()) {
          array.add(value(where, in));
        }
        in.endArray();
        yield array;
      }
      case STRING -> new JsonPrimitive(in.nextString());
      case NUMBER -> number(where, in.nextString());
      case BOOLEAN -> new JsonPrimitive(in.nextBoolean());
      case NULL -> {
        in.nextNull();
        yield JsonNull.INSTANCE;
      }
      case NAME, END_ARRAY, END_OBJECT, END_DOCUMENT ->
          throw new IllegalStateException("expected a value");
    };
  }

  private static JsonObject object(String where, JsonReader in) throws IOException {
    var object = new JsonObject();
    in.beginObject();
    while (in.hasNext()) {
      var name = in.nextName();
      if (object.has(name)) {
        throw new DataException(
            where + " has " + SafetensorsHeader.quoted(name) + " twice. Save it again.");
      }
      object.add(name, value(where, in));
    }
    in.endObject();
    return object;
  }

  /// A whole number that fits becomes a long, anything else a double.
  private static JsonPrimitive number(String where, String text) {
    if (text.length() > 60) {
      throw new DataException(where + " has a number of more than 60 characters. Save it again.");
    }
    try {
      return new JsonPrimitive(Long.parseLong(text));
    } catch (NumberFormatException e) {
      double number = Double.parseDouble(text);
      if (Double.isInfinite(number)) {
        throw new DataException(
            where + " has the number " + text + ", which no double holds. Save it again.", e);
      }
      return new JsonPrimitive(number);
    }
  }
}
