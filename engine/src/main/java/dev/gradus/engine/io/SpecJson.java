package dev.gradus.engine.io;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.layer.Shared;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Settings as JSON: layers, optimizers, initializers, preprocessing, anything that is a record.
///
/// ```java
/// SpecJson.write(dense(10))
/// // {"@type":"Dense","units":10,"bias":true,"initializer":null}
/// ```
///
/// A record is an object with its components; `@type` is the name of a class of the engine, or
/// `own:` and the simple name of a class of yours, which must be passed to read it again.
/// Components may be numbers, booleans, strings, enums, shapes, records, and lists, arrays and maps
/// of these, or null. A shared layer is written once, `{"@shared":1,"layer":{...}}`, and then only
/// named, `{"@shared":1}`. No class is ever loaded by a name in a file.
public final class SpecJson {
  private SpecJson() {}

  /// A record, enum, list or map as JSON.
  ///
  /// @throws DataException if it holds something that cannot be saved or read again, as a lambda;
  ///   the message says what and how to write it instead
  public static String write(Object settings) {
    Given.one("the settings", settings);
    return text(tree("the " + settings.getClass().getSimpleName(), settings));
  }

  static String text(JsonElement json) {
    Gson gson = new GsonBuilder().serializeNulls().disableHtmlEscaping().create();
    return gson.toJson(json);
  }

  /// As JSON, after a trial to read it back.
  static JsonElement tree(String where, Object settings) {
    return trees(new SpecWriter(), List.of(where), List.of(settings)).getFirst();
  }

  /// Several, between which shared layers are told apart, after a trial to read them back.
  ///
  /// @param where the place of each, for errors
  static List<JsonElement> trees(SpecWriter writer, List<String> where, List<?> settings) {
    var all = new ArrayList<JsonElement>();
    for (int i = 0; i < settings.size(); i++) {
      all.add(writer.write(where.get(i), settings.get(i)));
    }
    var reader = new SpecReader(SpecTypes.with(writer.own().toArray(Class<?>[]::new)));
    for (int i = 0; i < all.size(); i++) {
      var value = settings.get(i);
      if (value instanceof Record || value instanceof Enum || value instanceof Shared) {
        var again = StrictJson.parse(where.get(i), text(all.get(i)));
        reader.read(where.get(i), again, value.getClass());
      }
    }
    return all;
  }

  /// What [#write] wrote.
  ///
  /// @param type what it must be, as `LayerSpec.class`
  /// @param own classes of your own that may occur
  /// @throws DataException if the text is damaged, of another type, or names an unknown class
  public static <T> T read(String json, Class<T> type, Class<?>... own) {
    Given.one("the JSON text", json);
    return type.cast(read("the JSON", StrictJson.parse("the JSON", json), type, own));
  }

  static <T> T read(String where, JsonElement json, Class<T> type, Class<?>... own) {
    return read(where, json, type, new SpecReader(SpecTypes.with(own)));
  }

  static <T> T read(String where, JsonElement json, Class<T> type, SpecReader reader) {
    return type.cast(present(where, reader.read(where, json, (Type) type)));
  }

  private static Object present(String where, @Nullable Object value) {
    if (value == null) {
      throw new DataException(where + " is null, expected a value. Save it again.");
    }
    return Objects.requireNonNull(value);
  }
}
