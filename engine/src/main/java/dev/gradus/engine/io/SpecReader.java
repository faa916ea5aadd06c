package dev.gradus.engine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Shared;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns JSON back into records, of known types only. One reader for everything in which a shared
/// layer may occur again.
final class SpecReader {
  private final SpecTypes types;
  private final Map<Integer, Shared> shared = new HashMap<>();
  private final LayerCount count = new LayerCount();

  SpecReader(SpecTypes types) {
    this.types = types;
  }

  /// A value of a type.
  ///
  /// @param where the place of the value, for errors
  @Nullable Object read(String where, JsonElement json, Type type) {
    if (json.isJsonNull()) {
      if (type instanceof Class<?> c && c.isPrimitive()) {
        throw wrong(where, json, c);
      }
      return null;
    }
    return switch (type) {
      case Class<?> c -> value(where, json, c);
      case ParameterizedType p when p.getRawType() == List.class ->
          list(where, json, p.getActualTypeArguments()[0]);
      case ParameterizedType p when p.getRawType() == Map.class ->
          map(where, json, p.getActualTypeArguments()[1]);
      case ParameterizedType p -> read(where, json, p.getRawType());
      case WildcardType w -> read(where, json, w.getUpperBounds()[0]);
      case TypeVariable<?> v -> read(where, json, v.getBounds()[0]);
      case GenericArrayType a -> array(where, json, a.getGenericComponentType());
      default -> throw wrong(where, json, type);
    };
  }

  private Object value(String where, JsonElement json, Class<?> type) {
    if (type.isArray()) {
      return array(where, json, type.getComponentType());
    }
    if (type == Shape.class) {
      return shape(where, json);
    }
    if (json instanceof JsonObject object && object.has(SpecWriter.TYPE)) {
      return typed(where, object, type);
    }
    if (json instanceof JsonObject object && object.has(SpecWriter.SHARED)) {
      return shared(where, object, type);
    }
    return plain(where, json, type);
  }

  // ---- numbers, strings

  private static Object plain(String where, JsonElement json, Class<?> type) {
    if (json instanceof JsonObject o && o.size() == 1 && o.has(SpecWriter.NUMBER)) {
      double special =
          switch (o.get(SpecWriter.NUMBER).toString()) {
            case "\"NaN\"" -> Double.NaN;
            case "\"Infinity\"" -> Double.POSITIVE_INFINITY;
            case "\"-Infinity\"" -> Double.NEGATIVE_INFINITY;
            default -> throw wrong(where, json, type);
          };
      if (type == float.class || type == Float.class) {
        return (float) special;
      }
      if (type == double.class || type.isAssignableFrom(Double.class)) {
        return special;
      }
      throw wrong(where, json, type);
    }
    if (!json.isJsonPrimitive()) {
      throw wrong(where, json, type);
    }
    var p = json.getAsJsonPrimitive();
    if (p.isBoolean() && (type == boolean.class || type == Boolean.class || type == Object.class)) {
      return p.getAsBoolean();
    }
    if (p.isString()) {
      var s = p.getAsString();
      if (type.isAssignableFrom(String.class)) {
        return s;
      }
      if ((type == char.class || type == Character.class) && s.length() == 1) {
        return s.charAt(0);
      }
    }
    if (p.isNumber()) {
      return number(where, json, p.getAsNumber(), type);
    }
    throw wrong(where, json, type);
  }

  private static Object number(String where, JsonElement json, Number n, Class<?> type) {
    if (type == double.class || type == Double.class) {
      return n.doubleValue();
    }
    if (type == float.class || type == Float.class) {
      return (float) n.doubleValue();
    }
    if (n instanceof Long whole) {
      if (type == long.class || type == Long.class) {
        return whole;
      }
      if ((type == int.class || type == Integer.class) && whole.intValue() == whole) {
        return whole.intValue();
      }
      if ((type == short.class || type == Short.class) && whole.shortValue() == whole) {
        return whole.shortValue();
      }
      if ((type == byte.class || type == Byte.class) && whole.byteValue() == whole) {
        return whole.byteValue();
      }
    }
    throw wrong(where, json, type);
  }

  // ---- lists, maps, arrays

  private static JsonArray elements(String where, JsonElement json, Type type) {
    if (json instanceof JsonArray array) {
      return array;
    }
    throw wrong(where, json, type);
  }

  private List<@Nullable Object> list(String where, JsonElement json, Type element) {
    var list = new ArrayList<@Nullable Object>();
    for (var e : elements(where, json, List.class)) {
      list.add(read(where + "[" + list.size() + "]", e, element));
    }
    return Collections.unmodifiableList(list);
  }

  private Map<String, @Nullable Object> map(String where, JsonElement json, Type element) {
    if (!(json instanceof JsonObject object)) {
      throw wrong(where, json, Map.class);
    }
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (var e : object.entrySet()) {
      map.put(e.getKey(), read(where + "." + e.getKey(), e.getValue(), element));
    }
    return Collections.unmodifiableMap(map);
  }

  private Object array(String where, JsonElement json, Type element) {
    var values = list(where, elements(where, json, Array.class), element);
    Class<?> component =
        element instanceof Class<?> c
            ? c
            : element instanceof ParameterizedType p && p.getRawType() instanceof Class<?> raw
                ? raw
                : Object.class;
    var array = Array.newInstance(component, values.size());
    for (int i = 0; i < values.size(); i++) {
      Array.set(array, i, values.get(i));
    }
    return array;
  }

  private static Shape shape(String where, JsonElement json) {
    var array = elements(where, json, Shape.class);
    var dims = new int[array.size()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = (int) plain(where + "[" + i + "]", array.get(i), int.class);
    }
    try {
      return Shape.of(dims);
    } catch (GradusException e) {
      throw new DataException(where + ": " + e.getMessage(), e);
    }
  }

  // ---- shared layers

  private Shared shared(String where, JsonObject json, Class<?> wanted) {
    int number =
        (int) plain(where + "." + SpecWriter.SHARED, json.get(SpecWriter.SHARED), int.class);
    var layer = json.get(SpecWriter.LAYER);
    var known = shared.get(number);
    boolean first = layer != null;
    if (!wanted.isAssignableFrom(Shared.class)
        || json.size() != (first ? 2 : 1)
        || first != (known == null)) {
      throw new DataException(
          where
              + " refers to the shared layer "
              + number
              + (first || known != null
                  ? ", which cannot stand there like this"
                  : ", which does not come before it")
              + ". The file is damaged: save the model again.");
    }
    if (known != null) {
      count.again(where, number);
      return known;
    }
    long before = count.layers();
    var made = new Shared(layer(where, json.get(SpecWriter.LAYER)));
    shared.put(number, made);
    count.shared(number, before);
    return made;
  }

  private LayerSpec layer(String where, JsonElement json) {
    if (read(where, json, (Type) LayerSpec.class) instanceof LayerSpec spec) {
      return spec;
    }
    throw wrong(where, json, LayerSpec.class);
  }

  // ---- records and enums

  private Object typed(String where, JsonObject json, Class<?> wanted) {
    var name =
        (String) plain(where + "." + SpecWriter.TYPE, json.get(SpecWriter.TYPE), String.class);
    var type = types.find(name).orElseThrow(() -> unknown(where, name));
    if (!wanted.isAssignableFrom(type)) {
      throw new DataException(
          where
              + " is a "
              + name
              + " in the file, but a "
              + wanted.getSimpleName()
              + " is needed there. The file is damaged, or was written for another version.");
    }
    return type.isEnum() ? constant(where, json, type) : record(where, json, type);
  }

  private static DataException unknown(String where, String name) {
    var own = SpecTypes.ownName(name);
    var shown = SafetensorsHeader.abridged(own.orElse(name));
    return new DataException(
        own.isPresent()
            ? where
                + " is of the class "
                + shown
                + ", which is not part of Gradus. Define it as when the model was saved and pass it:"
                + " Model.load(path, "
                + shown
                + ".class)."
            : where
                + " is of the kind "
                + shown
                + ", which this version of Gradus does not know. The file is damaged or was written"
                + " by a newer version: update Gradus.");
  }

  private static Object constant(String where, JsonObject json, Class<?> type) {
    var name = json.get(SpecWriter.CONSTANT);
    return Arrays.stream(type.getEnumConstants())
        .filter(c -> name != null && name.isJsonPrimitive())
        .filter(c -> ((Enum<?>) c).name().equals(name.getAsString()))
        .findFirst()
        .orElseThrow(() -> wrong(where, json, type));
  }

  private Object record(String where, JsonObject json, Class<?> type) {
    var components = type.getRecordComponents();
    var parameters = new Class<?>[components.length];
    var values = new @Nullable Object[components.length];
    long before = count.layers();
    for (int i = 0; i < components.length; i++) {
      var name = components[i].getName();
      var value = json.get(name);
      if (value == null) {
        throw mismatch(where, type, "misses " + name);
      }
      parameters[i] = components[i].getType();
      values[i] = read(where + "." + name, value, components[i].getGenericType());
    }
    if (json.size() != components.length + 1) {
      throw mismatch(where, type, "has other settings than " + Arrays.toString(components));
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      var made = constructor.newInstance(values);
      count.made(where, made, before);
      return made;
    } catch (DataException e) {
      throw e;
    } catch (InvocationTargetException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new DataException(
          where
              + " cannot be made from the settings in the file: "
              + (cause instanceof GradusException g ? g.getMessage() : cause.toString() + "."),
          cause);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new DataException(where + " cannot be made: " + e + ".", e);
    }
  }

  private static DataException mismatch(String where, Class<?> type, String how) {
    return new DataException(
        where
            + ": the "
            + type.getSimpleName()
            + " in the file "
            + how
            + ". It was saved with another version of the class: save the model again with this"
            + " one, or define the class as it was.");
  }

  private static DataException wrong(String where, JsonElement json, Type type) {
    return new DataException(
        where
            + " should be "
            + type.getTypeName().replaceAll("[a-z]+\\.", "")
            + ", the file has "
            + SafetensorsHeader.abridged(json.toString())
            + ". The file is damaged, or was written for another version.");
  }
}
