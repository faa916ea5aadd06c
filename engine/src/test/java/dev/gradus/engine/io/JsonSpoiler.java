package dev.gradus.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Spoils JSON by its structure: entries are dropped, doubled, renamed, exchanged, wrapped and
/// given values of another kind, so that what is wrong reaches the reader behind the parser.
final class JsonSpoiler {
  /// A string that starts so is written without quotes.
  private static final String RAW = "@raw:";

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "1",
          "2",
          "3",
          "7",
          "1000",
          "65536",
          "2147483647",
          "-2147483648",
          "2147483648",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999",
          "1.5",
          "-0.0",
          "1e-300",
          "1e308",
          "1e999",
          "NaN",
          "{\"@number\":\"NaN\"}",
          "{\"@number\":\"Infinity\"}",
          "{\"@number\":\"-Infinity\"}",
          "\"\"",
          "\"x\"",
          "\"a/b\"",
          "\"a.b\"",
          "\"7\"",
          "\"\\u0000\\ud800\"",
          "[]",
          "{}",
          "[0]",
          "[-1]",
          "[2147483647]",
          "[65536,65536]",
          "[46341,46341,0]",
          "[2147483647,2147483647,2147483647]",
          "[null]",
          "[[]]",
          "{\"@type\":\"Relu\"}",
          "{\"@shared\":1}",
          "{\"@shared\":1,\"layer\":{\"@type\":\"Relu\"}}",
          "[".repeat(100) + "]".repeat(100),
          "[".repeat(20_000) + "]".repeat(20_000),
          "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000),
          "[" + "1,".repeat(5_000) + "1]",
          "\"" + "long ".repeat(2_000) + "\"",
          "1".repeat(3_000));

  private static final List<String> NAMES =
      List.of(
          "Dense",
          "Conv2d",
          "Conv1d",
          "Lstm",
          "Repeat",
          "Sequential",
          "Residual",
          "Branches",
          "Named",
          "Shared",
          "Add",
          "Attention",
          "FromState",
          "Bidirectional",
          "TimeDistributed",
          "Padding",
          "Initializer.He",
          "Initializer.Normal",
          "TrainingNotes",
          "TableConv2d",
          "Adam",
          "L2",
          "own:Gate",
          "java.lang.Runtime",
          "input",
          "F32",
          "F64",
          "BOOL",
          "I64",
          "__metadata__",
          "@type",
          "@shared",
          "@constant",
          "");

  /// Layers around a layer; `%s` stands for it.
  private static final List<String> WRAPPINGS =
      List.of(
          "{\"@type\":\"Repeat\",\"times\":1000,\"block\":[%s]}",
          "{\"@type\":\"Repeat\",\"times\":1000,\"block\":[%s,%s,%s,%s]}",
          "{\"@type\":\"Sequential\",\"layers\":[%s,%s]}",
          "{\"@type\":\"Named\",\"name\":\"n\",\"spec\":%s}",
          "{\"@shared\":1,\"layer\":%s}",
          "{\"@shared\":2,\"layer\":%s}",
          "{\"@type\":\"TimeDistributed\",\"spec\":%s}",
          "[%s]",
          "{\"x\":%s}");

  /// A value and where it stands.
  private record Spot(JsonElement parent, String key, int index, JsonElement value) {
    void set(JsonElement other) {
      if (parent instanceof JsonObject object) {
        object.add(key, other);
      } else if (parent instanceof JsonArray array) {
        array.set(index, other);
      }
    }

    void remove() {
      if (parent instanceof JsonObject object) {
        object.remove(key);
      } else if (parent instanceof JsonArray array) {
        array.remove(index);
      }
    }
  }

  private final Philox random;
  private JsonObject doubled = new JsonObject();

  JsonSpoiler(Philox random) {
    this.random = random;
  }

  /// The text of a copy with one to three changes.
  String spoil(JsonElement sound) {
    var root = new JsonArray();
    root.add(sound.deepCopy());
    for (int n = random.nextInt(3); n >= 0; n--) {
      var spots = new ArrayList<Spot>();
      collect(root, spots);
      if (!spots.isEmpty()) {
        change(any(spots), spots);
      }
    }
    var text = new StringBuilder();
    write(root.isEmpty() ? JsonNull.INSTANCE : root.get(0), text);
    return text.toString();
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static void collect(JsonElement at, List<Spot> spots) {
    if (at instanceof JsonObject object) {
      for (var e : object.entrySet()) {
        spots.add(new Spot(at, e.getKey(), 0, e.getValue()));
        collect(e.getValue(), spots);
      }
    } else if (at instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        spots.add(new Spot(at, "", i, array.get(i)));
        collect(array.get(i), spots);
      }
    }
  }

  private void change(Spot spot, List<Spot> spots) {
    switch (random.nextInt(9)) {
      case 0 -> spot.remove();
      case 1, 2 -> spot.set(raw(any(VALUES)));
      case 3 -> {
        var other = any(spots);
        var copy = other.value().deepCopy();
        other.set(spot.value().deepCopy());
        spot.set(copy);
      }
      case 4 -> repeat(spot);
      case 5 -> rename(spot, any(spots));
      case 6 -> wrap(spot);
      case 7 -> word(spot, any(spots));
      default -> doubled = spot.value() instanceof JsonObject o ? o : doubled;
    }
  }

  private static JsonPrimitive raw(String text) {
    return new JsonPrimitive(RAW + text);
  }

  /// The same element of a list again and again.
  private void repeat(Spot spot) {
    if (spot.parent() instanceof JsonArray array) {
      int times = random.nextBoolean() ? 1 : random.nextInt(300);
      for (int i = 0; i < times; i++) {
        array.add(spot.value().deepCopy());
      }
    }
  }

  private void rename(Spot spot, Spot other) {
    if (spot.parent() instanceof JsonObject object) {
      object.remove(spot.key());
      var name = random.nextBoolean() ? other.key() : any(NAMES);
      object.add(name, spot.value());
    }
  }

  private void wrap(Spot spot) {
    var text = new StringBuilder();
    write(spot.value(), text);
    var wrapped = text.toString();
    var form = any(WRAPPINGS);
    for (int depth = random.nextInt(6); depth >= 0 && wrapped.length() < 20_000; depth--) {
      wrapped = form.replace("%s", wrapped);
    }
    spot.set(raw(wrapped));
  }

  /// Another name, of the file or of somewhere else: dangling, cyclic or of another kind.
  private void word(Spot spot, Spot other) {
    if (spot.value() instanceof JsonPrimitive p && p.isString()) {
      boolean taken = other.value() instanceof JsonPrimitive q && q.isString();
      spot.set(taken ? other.value() : new JsonPrimitive(any(NAMES)));
    } else {
      spot.set(raw(any(VALUES)));
    }
  }

  private void write(JsonElement value, StringBuilder out) {
    if (value instanceof JsonObject object) {
      out.append('{');
      var comma = "";
      for (Map.Entry<String, JsonElement> e : object.entrySet()) {
        for (int n = object.equals(doubled) && comma.isEmpty() ? 2 : 1; n > 0; n--) {
          out.append(comma).append(new JsonPrimitive(e.getKey())).append(':');
          write(e.getValue(), out);
          comma = ",";
        }
      }
      out.append('}');
    } else if (value instanceof JsonArray array) {
      out.append('[');
      for (int i = 0; i < array.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(array.get(i), out);
      }
      out.append(']');
    } else if (value.isJsonPrimitive() && value.getAsString().startsWith(RAW)) {
      out.append(value.getAsString(), RAW.length(), value.getAsString().length());
    } else {
      out.append(value);
    }
  }
}
