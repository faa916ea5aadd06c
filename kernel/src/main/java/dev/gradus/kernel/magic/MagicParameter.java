package dev.gradus.kernel.magic;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One argument or option of a magic, as its record declares it.
///
/// @param index position among the record's components
/// @param component the component's name, as used in messages
/// @param word how it is written: the name of an argument, or `--name`
/// @param letter the short form of an option, `-n`; empty for none
/// @param type the component's type
/// @param raw whether the word is taken as it is, not as Java
/// @param list whether it takes all remaining words
/// @param positional whether it is an argument
/// @param optional whether it may be left out
/// @param byDefault what stands for it when it is left out; empty for null
/// @param choices the words that are allowed; empty for any
/// @param help one line
public record MagicParameter(
    int index,
    String component,
    String word,
    String letter,
    Class<?> type,
    boolean raw,
    boolean list,
    boolean positional,
    boolean optional,
    String byDefault,
    List<String> choices,
    String help) {

  static @Nullable MagicParameter of(int index, RecordComponent c) {
    Arg arg = c.getAnnotation(Arg.class);
    Option option = c.getAnnotation(Option.class);
    Class<?> type = c.getType();
    boolean list = type == List.class;
    Class<?> element = list ? elementType(c) : type;
    boolean raw = element == String.class || element == Path.class || element.isEnum();
    boolean nullable =
        c.getAnnotatedType().isAnnotationPresent(Nullable.class)
            || c.getAccessor().getAnnotatedReturnType().isAnnotationPresent(Nullable.class);
    if (arg != null) {
      List<String> choices = choices(arg.choices(), element);
      boolean optional = arg.optional() || nullable;
      return new MagicParameter(
          index,
          c.getName(),
          c.getName(),
          "",
          type,
          raw,
          list,
          true,
          optional,
          "",
          choices,
          arg.value());
    }
    if (option != null) {
      List<String> choices = choices(option.choices(), element);
      return new MagicParameter(
          index,
          c.getName(),
          "--" + kebab(c.getName()),
          option.letter().isEmpty() ? "" : "-" + option.letter(),
          type,
          raw,
          list,
          false,
          true,
          option.byDefault(),
          choices,
          option.value());
    }
    return null;
  }

  /// True for an option that takes no value.
  public boolean flag() {
    return !positional && (type == boolean.class || type == Boolean.class);
  }

  /// True for the argument that takes the rest of the line as code.
  public boolean code() {
    return type == Code.class;
  }

  /// How help shows it: `--loops, -n`.
  String shown() {
    return letter.isEmpty() ? word : word + ", " + letter;
  }

  static String kebab(String name) {
    var text = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        text.append('-').append(Character.toLowerCase(c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static Class<?> elementType(RecordComponent c) {
    return c.getGenericType() instanceof ParameterizedType p
            && p.getActualTypeArguments()[0] instanceof Class<?> element
        ? element
        : Object.class;
  }

  private static List<String> choices(String[] declared, Class<?> type) {
    if (declared.length == 0 && type.isEnum()) {
      return java.util.Arrays.stream(type.getEnumConstants())
          .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
          .toList();
    }
    return List.of(declared);
  }
}
