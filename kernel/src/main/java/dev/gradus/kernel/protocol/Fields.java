package dev.gradus.kernel.protocol;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Typed reading of a JSON object's fields: a field that is absent or null has its default, a field
/// of the wrong type is malformed.
record Fields(JsonObject object) {

  String text(String name) throws MalformedMessage {
    String value = textOrNull(name);
    if (value == null) {
      throw new MalformedMessage("the field '" + name + "' is missing");
    }
    return value;
  }

  String text(String name, String byDefault) throws MalformedMessage {
    String value = textOrNull(name);
    return value == null ? byDefault : value;
  }

  @Nullable String textOrNull(String name) throws MalformedMessage {
    JsonPrimitive value = primitive(name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw wrong(name, "text");
    }
    return value.getAsString();
  }

  boolean flag(String name, boolean byDefault) throws MalformedMessage {
    JsonPrimitive value = primitive(name);
    if (value == null) {
      return byDefault;
    }
    if (!value.isBoolean()) {
      throw wrong(name, "true or false");
    }
    return value.getAsBoolean();
  }

  int integer(String name, int byDefault) throws MalformedMessage {
    JsonPrimitive value = primitive(name);
    if (value == null) {
      return byDefault;
    }
    try {
      if (value.isNumber()) {
        return (int) Math.clamp(value.getAsDouble(), Integer.MIN_VALUE, Integer.MAX_VALUE);
      }
    } catch (NumberFormatException e) {
      throw wrong(name, "a number");
    }
    throw wrong(name, "a number");
  }

  JsonObject object(String name) throws MalformedMessage {
    JsonElement value = object.get(name);
    if (value == null || value.isJsonNull()) {
      return new JsonObject();
    }
    if (!value.isJsonObject()) {
      throw wrong(name, "an object");
    }
    return value.getAsJsonObject();
  }

  Map<String, String> texts(String name) throws MalformedMessage {
    Map<String, String> texts = new LinkedHashMap<>();
    var fields = new Fields(object(name));
    for (String key : fields.object.keySet()) {
      texts.put(key, fields.text(key));
    }
    return texts;
  }

  private @Nullable JsonPrimitive primitive(String name) throws MalformedMessage {
    JsonElement value = object.get(name);
    if (value == null || value.isJsonNull()) {
      return null;
    }
    if (!value.isJsonPrimitive()) {
      throw wrong(name, "a plain value");
    }
    return value.getAsJsonPrimitive();
  }

  private static MalformedMessage wrong(String name, String expected) {
    return new MalformedMessage("the field '" + name + "' must be " + expected);
  }
}
