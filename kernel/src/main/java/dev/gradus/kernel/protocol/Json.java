package dev.gradus.kernel.protocol;

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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON trees to bytes and back, strictly; Java maps and lists to trees and back.
public final class Json {
  private Json() {}

  /// Parses one UTF-8 JSON object; anything else is malformed.
  public static JsonObject parse(byte[] bytes) throws MalformedMessage {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedMessage("not UTF-8");
    }
    return parse(text);
  }

  /// Parses one JSON object.
  public static JsonObject parse(String text) throws MalformedMessage {
    var reader = new JsonReader(new StringReader(text));
    reader.setStrictness(Strictness.STRICT);
    try {
      JsonElement tree = JsonParser.parseReader(reader);
      if (!tree.isJsonObject()) {
        throw new MalformedMessage("not a JSON object");
      }
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw new MalformedMessage("text after the JSON object");
      }
      return tree.getAsJsonObject();
    } catch (JsonParseException | IOException | IllegalStateException e) {
      throw new MalformedMessage("not JSON: " + e.getMessage());
    }
  }

  /// The UTF-8 text of a tree.
  public static byte[] bytes(JsonElement tree) {
    return tree.toString().getBytes(StandardCharsets.UTF_8);
  }

  /// A tree for a Java value: maps, lists, arrays of bytes (as base64), numbers, booleans, text and
  /// null. Numbers that JSON cannot hold become null; any other object becomes its text.
  public static JsonElement of(@Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case JsonElement tree -> tree;
      case String text -> new JsonPrimitive(text);
      case Boolean flag -> new JsonPrimitive(flag);
      case Double d when !Double.isFinite(d) -> JsonNull.INSTANCE;
      case Float f when !Float.isFinite(f) -> JsonNull.INSTANCE;
      case Number number -> new JsonPrimitive(number);
      case Map<?, ?> map -> {
        var object = new JsonObject();
        map.forEach((k, v) -> object.add(String.valueOf(k), of(v)));
        yield object;
      }
      case Iterable<?> items -> {
        var array = new JsonArray();
        items.forEach(item -> array.add(of(item)));
        yield array;
      }
      case byte[] bytes -> new JsonPrimitive(Base64.getEncoder().encodeToString(bytes));
      default -> new JsonPrimitive(value.toString());
    };
  }

  /// An object from a Java map.
  public static JsonObject object(Map<String, ?> map) {
    return of(map).getAsJsonObject();
  }

  /// The Java value of a tree: maps and lists, text, booleans, `Long` or `Double`, null.
  public static @Nullable Object toJava(JsonElement tree) {
    if (tree instanceof JsonObject object) {
      return toMap(object);
    }
    if (tree instanceof JsonArray array) {
      List<@Nullable Object> list = new ArrayList<>();
      array.forEach(item -> list.add(toJava(item)));
      return list;
    }
    if (tree instanceof JsonPrimitive primitive) {
      if (primitive.isBoolean()) {
        return primitive.getAsBoolean();
      }
      return primitive.isString() ? primitive.getAsString() : number(primitive.getAsString());
    }
    return null;
  }

  /// The Java map of an object; entries that are null are left out.
  public static Map<String, Object> toMap(JsonObject object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object
        .asMap()
        .forEach((key, item) -> {
          Object value = toJava(item);
          if (value != null) {
            map.put(key, value);
          }
        });
    return map;
  }

  private static Number number(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      return Double.valueOf(text);
    }
  }
}
