package dev.gradus.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.Shared;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns records into JSON by their components. One writer for everything in which a shared layer
/// may occur again.
final class SpecWriter {
  static final String TYPE = "@type";
  static final String CONSTANT = "@constant";
  static final String NUMBER = "@number";
  static final String SHARED = "@shared";
  static final String LAYER = "layer";

  private final SpecTypes types = SpecTypes.with();
  private final Set<Class<?>> own = new LinkedHashSet<>();
  private final IdentityHashMap<Shared, Integer> shared = new IdentityHashMap<>();

  /// The user's classes that were met.
  Set<Class<?>> own() {
    return own;
  }

  /// @param where the place of the value, for errors
  JsonElement write(String where, @Nullable Object value) {
    return switch (value) {
      case null -> JsonNull.INSTANCE;
      case Boolean b -> new JsonPrimitive(b);
      case Integer i -> new JsonPrimitive(i);
      case Long l -> new JsonPrimitive(l);
      case Short s -> new JsonPrimitive(s);
      case Byte b -> new JsonPrimitive(b);
      case Float f -> number((double) f, Float.isFinite(f)); // exact, unlike its short text
      case Double d -> number(d, Double.isFinite(d));
      case Character c -> new JsonPrimitive(c);
      case String s -> new JsonPrimitive(s);
      case Shape shape -> array(where, shape.dims());
      case List<?> list -> array(where, list.toArray());
      case Map<?, ?> map -> map(where, map);
      case Enum<?> e -> constant(e);
      case Record r -> record(where, r);
      case Shared s -> shared(where, s);
      default -> {
        if (value.getClass().isArray()) {
          yield array(where, value);
        }
        throw unsaveable(where, value);
      }
    };
  }

  /// JSON has no infinities.
  private static JsonElement number(Number n, boolean finite) {
    if (finite) {
      return new JsonPrimitive(n);
    }
    var object = new JsonObject();
    object.addProperty(NUMBER, n.toString());
    return object;
  }

  private JsonArray array(String where, Object array) {
    var json = new JsonArray();
    for (int i = 0; i < Array.getLength(array); i++) {
      json.add(write(where + "[" + i + "]", Array.get(array, i)));
    }
    return json;
  }

  private JsonObject map(String where, Map<?, ?> map) {
    var json = new JsonObject();
    for (var e : map.entrySet()) {
      if (!(e.getKey() instanceof String key) || key.startsWith("@")) {
        throw new DataException(
            where
                + " is a map with the key "
                + e.getKey()
                + ", which cannot be saved: keys must be strings that do not start with @.");
      }
      json.add(key, write(where + "." + key, e.getValue()));
    }
    return json;
  }

  private JsonObject constant(Enum<?> e) {
    met(e.getDeclaringClass());
    var json = new JsonObject();
    json.addProperty(TYPE, types.name(e.getDeclaringClass()));
    json.addProperty(CONSTANT, e.name());
    return json;
  }

  private JsonObject record(String where, Record r) {
    met(r.getClass());
    var json = new JsonObject();
    json.addProperty(TYPE, types.name(r.getClass()));
    for (var component : r.getClass().getRecordComponents()) {
      json.add(
          component.getName(),
          write(where + "." + component.getName(), value(where, r, component)));
    }
    return json;
  }

  /// Whether a shared layer was met.
  boolean metShared() {
    return !shared.isEmpty();
  }

  /// The layer at its first use, only the number of the object at the others.
  private JsonObject shared(String where, Shared layer) {
    var json = new JsonObject();
    var number = shared.get(layer);
    if (number == null) {
      number = shared.size() + 1;
      shared.put(layer, number);
      json.addProperty(SHARED, number);
      json.add(LAYER, write(where, layer.spec()));
    } else {
      json.addProperty(SHARED, number);
    }
    return json;
  }

  private void met(Class<?> type) {
    if (!SpecTypes.isEngines(type)) {
      own.add(type);
    }
  }

  private static @Nullable Object value(String where, Record r, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(r);
    } catch (IllegalAccessException | InvocationTargetException | RuntimeException e) {
      throw new DataException(
          where + "." + component.getName() + " cannot be read to save it: " + e + ".", e);
    }
  }

  private static DataException unsaveable(String where, Object value) {
    var type = value.getClass();
    if (type.isSynthetic() || type.isHidden()) {
      var wanted = type.getInterfaces().length > 0 ? type.getInterfaces()[0].getSimpleName() : "it";
      return new DataException(
          where
              + " is a lambda, and Java code cannot be saved. Write it as a record, as in record"
              + " Mine(...) implements "
              + wanted
              + " { ... }.");
    }
    return new DataException(
        where
            + " is of the class "
            + type.getName()
            + ", which cannot be saved. Saved are records, enums, numbers, booleans, strings,"
            + " shapes, lists, arrays and maps of these: make the class a record.");
  }
}
