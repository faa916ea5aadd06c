package dev.gradus.kernel.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts the value of a magic's word to the type of its component.
final class MagicValues {
  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          float.class, Float.class,
          double.class, Double.class,
          short.class, Short.class,
          byte.class, Byte.class,
          boolean.class, Boolean.class,
          char.class, Character.class);

  private MagicValues() {}

  static @Nullable Object convert(MagicParameter p, @Nullable Object value, String text) {
    if (value == null) {
      return absent(p, text);
    }
    if (p.list()) {
      return value instanceof List<?> list
          ? p.raw() ? list.stream().map(String::valueOf).toList() : list
          : value;
    }
    Class<?> type = BOXES.getOrDefault(p.type(), p.type());
    if (type == String.class) {
      return String.valueOf(value);
    }
    if (type == Path.class) {
      return value instanceof Path ? value : Path.of(String.valueOf(value));
    }
    if (type.isEnum()) {
      return type.isInstance(value) ? value : constant(type, String.valueOf(value));
    }
    if (type.isInstance(value)) {
      return value;
    }
    Object number = value instanceof Number n ? number(type, n) : null;
    if (number != null) {
      return number;
    }
    throw new MagicException(
        p.word()
            + " must be "
            + named(p.type())
            + ", but "
            + (text.isEmpty() ? value : text)
            + " is "
            + named(unboxed(value.getClass())));
  }

  private static @Nullable Object absent(MagicParameter p, String text) {
    if (!text.isEmpty() && p.positional() && !p.optional()) {
      throw new MagicException(
          p.word() + " must be " + named(p.type()) + ", but " + text + " is null");
    }
    if (p.type().isPrimitive()) {
      throw new MagicException(p.word() + " must be " + named(p.type()) + " and has no default");
    }
    return null;
  }

  private static @Nullable Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new MagicException(type.getSimpleName() + " has no " + text);
  }

  /// The number in another type, or null if it would change.
  private static @Nullable Object number(Class<?> type, Number n) {
    double d = n.doubleValue();
    if (type == Double.class) {
      return d;
    }
    if (type == Float.class) {
      return n.floatValue();
    }
    if (type == Long.class && d == n.longValue()) {
      return n.longValue();
    }
    if (type == Integer.class && d == n.intValue()) {
      return n.intValue();
    }
    if (type == Short.class && d == n.shortValue()) {
      return n.shortValue();
    }
    return type == Byte.class && d == n.byteValue() ? (Object) n.byteValue() : null;
  }

  private static Class<?> unboxed(Class<?> type) {
    return BOXES.entrySet().stream()
        .filter(e -> e.getValue() == type)
        .<Class<?>>map(Map.Entry::getKey)
        .findFirst()
        .orElse(type);
  }

  private static String named(Class<?> type) {
    String name = type.getSimpleName();
    return ("AEIOUaeiou".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
  }
}
