package dev.gradus.engine.golden;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.gradus.engine.Shape;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/// Reads the golden files that golden.py wrote.
final class Golden {
  private Golden() {}

  /// Numbers with their shape.
  record Numbers(Shape shape, double[] data) {
    static Numbers of(JsonElement json) {
      var object = json.getAsJsonObject();
      var dims = doubles(object.getAsJsonArray("shape"));
      var shape = new int[dims.length];
      for (int i = 0; i < dims.length; i++) {
        shape[i] = (int) dims[i];
      }
      return new Numbers(Shape.of(shape), doubles(object.getAsJsonArray("data")));
    }
  }

  /// A case of a file.
  record Case(JsonObject json) {
    String name() {
      return json.get("name").getAsString();
    }

    JsonElement attribute(String name) {
      return Objects.requireNonNull(json.getAsJsonObject("attributes").get(name), name);
    }

    int[] integers(String name) {
      return StreamSupport.stream(attribute(name).getAsJsonArray().spliterator(), false)
          .mapToInt(JsonElement::getAsInt)
          .toArray();
    }

    <E extends Enum<E>> E constant(Class<E> type, String name) {
      return Enum.valueOf(type, attribute(name).getAsString());
    }

    double number(String name) {
      return attribute(name).getAsDouble();
    }

    boolean flag(String name) {
      return attribute(name).getAsBoolean();
    }

    Numbers numbers(String name) {
      return Numbers.of(json.get(name));
    }

    List<Numbers> list(String name) {
      return StreamSupport.stream(json.getAsJsonArray(name).spliterator(), false)
          .map(Numbers::of)
          .toList();
    }

    /// The expected gradient of an input, null if it has none.
    @Nullable Numbers gradient(int input) {
      var json = this.json.getAsJsonArray("gradients").get(input);
      return json.isJsonNull() ? null : Numbers.of(json);
    }
  }

  /// The cases of a file.
  static List<Case> cases(String file) {
    var name = "/golden/" + file + ".json";
    try (var in = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name);
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      var cases = JsonParser.parseReader(reader).getAsJsonObject().getAsJsonArray("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .map(json -> new Case(json.getAsJsonObject()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The largest difference, relative to numbers above 1. NaN differs from everything.
  static double difference(double[] expected, double[] actual) {
    if (expected.length != actual.length) {
      throw new AssertionError(expected.length + " numbers expected, got " + actual.length);
    }
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double d = Math.abs(expected[i] - actual[i]) / Math.max(1, Math.abs(expected[i]));
      worst = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(worst, d);
    }
    return worst;
  }

  private static double[] doubles(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonElement::getAsDouble)
        .toArray();
  }
}
