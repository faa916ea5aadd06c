package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Values given on the command line for the variables of the cell tagged `parameters`. A cell
/// tagged `injected-parameters` with plain assignments goes right after it, or takes the place of
/// the one from an earlier run, as papermill does; the types stay those of the declarations.
final class RunParameters {
  static final String TAG = "injected-parameters";

  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^\\s*(?:final\\s+)?([\\w.<>\\[\\], ]*[\\w>\\]])\\s+(\\w+)\\s*=[^=]");
  private static final Pattern INTEGER =
      Pattern.compile("[+-]?(?:0[xX][0-9a-fA-F_]+|0[bB][01_]+|[0-9][0-9_]*)");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9][0-9_]*\\.?[0-9_]*|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9]+)?");
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"");

  /// A value as it was given.
  ///
  /// @param text the value without quotes
  /// @param quoted true if it is text whatever it looks like
  record Value(String text, boolean quoted) {
    static Value of(String text) {
      return new Value(text, false);
    }
  }

  private RunParameters() {}

  /// The values of a JSON file: one object of strings, numbers and booleans.
  ///
  /// @param name what errors call the text
  static Map<String, Value> fromJson(String text, String name) {
    JsonElement json;
    try {
      json = NotebookJson.parse(text);
    } catch (JsonParseException | IllegalStateException e) {
      throw new NotebookException(
          name + " is not JSON; a parameters file is one object, as {\"epochs\": 3}.", e);
    }
    if (!(json instanceof JsonObject object)) {
      throw new NotebookException(
          name + " holds no object; a parameters file looks like {\"epochs\": 3}.");
    }
    var values = new LinkedHashMap<String, Value>();
    object
        .asMap()
        .forEach((key, value) -> {
          if (!(value instanceof JsonPrimitive plain)) {
            throw new NotebookException(
                "The parameter " + key + " in " + name + " is no string, number, true or false.");
          }
          values.put(key, new Value(plain.getAsString(), plain.isString()));
        });
    return values;
  }

  /// Adds the assignments to a notebook.
  ///
  /// @throws NotebookException if the notebook has no such cell, the cell no such variable, or the
  ///   value does not fit the variable's type
  static void inject(Notebook notebook, Map<String, Value> values) {
    if (values.isEmpty()) {
      return;
    }
    int place = tagged(notebook, "parameters");
    if (place < 0) {
      throw new NotebookException(
          "The notebook takes no parameters: none of its cells has the tag \"parameters\".");
    }
    Map<String, String> types = declared(notebook.cells().get(place).source());
    var source = new StringBuilder("// parameters of this run");
    values.forEach((name, value) -> {
      String type = types.get(name);
      if (type == null) {
        throw new NotebookException(
            "The notebook has no parameter " + name + "; it has " + types.keySet() + ".");
      }
      source.append('\n').append(name).append(" = ");
      source.append(literal(name, value, type)).append(';');
    });
    int old = tagged(notebook, TAG);
    if (old >= 0) {
      notebook.remove(old);
    }
    notebook.insert(old >= 0 ? old : place + 1, cell(source.toString()));
  }

  private static NotebookCell cell(String source) {
    var cell = NotebookCell.code(TAG, source);
    var tags = new JsonArray();
    tags.add(TAG);
    cell.metadata().add("tags", tags);
    return cell;
  }

  private static int tagged(Notebook notebook, String tag) {
    List<NotebookCell> cells = notebook.cells();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).kind() == NotebookCell.Kind.CODE && cells.get(i).tags().contains(tag)) {
        return i;
      }
    }
    return -1;
  }

  private static Map<String, String> declared(String source) {
    var types = new LinkedHashMap<String, String>();
    var matcher = DECLARATION.matcher(source);
    while (matcher.find()) {
      types.put(matcher.group(2), matcher.group(1).strip());
    }
    return types;
  }

  private static String literal(String name, Value value, String type) {
    String literal =
        switch (type) {
          case "var" -> inferred(value);
          case "String", "CharSequence" -> quoted(value.text);
          default -> value.quoted ? quoted(value.text) : typed(value.text, type);
        };
    if (literal == null) {
      throw new NotebookException(
          "The parameter "
              + name
              + " is declared as "
              + type
              + " and cannot be "
              + value.text
              + ".");
    }
    return literal;
  }

  /// The literal that a variable declared with `var` gets: what the value looks like.
  private static String inferred(Value value) {
    String text = value.text;
    if (value.quoted) {
      return quoted(text);
    }
    if (INTEGER.matcher(text).matches()) {
      return fits(text, 32) ? text : text + "L";
    }
    boolean plain =
        DECIMAL.matcher(text).matches()
            || text.matches("true|false|null|'.'|[0-9_]+[lL]|.*[0-9.][fFdD]");
    return plain ? text : quoted(text);
  }

  /// The literal for a declared type, null if it cannot be one; for types that have no literals the
  /// value is Java.
  private static @Nullable String typed(String text, String type) {
    return switch (type) {
      case "int", "Integer" -> integer(text, 32, "");
      case "short", "Short" -> integer(text, 16, "");
      case "byte", "Byte" -> integer(text, 8, "");
      case "long", "Long" -> integer(text.replaceFirst("[lL]$", ""), 64, "L");
      case "double", "Double" -> decimal(text.replaceFirst("[dD]$", ""), "");
      case "float", "Float" -> decimal(text.replaceFirst("[fF]$", ""), "f");
      case "boolean", "Boolean" -> text.matches("true|false") ? text : null;
      case "char", "Character" -> character(text);
      default -> text;
    };
  }

  private static @Nullable String integer(String text, int bits, String end) {
    return INTEGER.matcher(text).matches() && fits(text, bits) ? text + end : null;
  }

  private static boolean fits(String text, int bits) {
    if (!text.matches("[+-]?[0-9_]+")) {
      return true; // hexadecimal and binary: the compiler says
    }
    return new java.math.BigInteger(text.replace("_", "")).bitLength() < bits;
  }

  private static @Nullable String decimal(String text, String end) {
    if (!DECIMAL.matcher(text).matches()) {
      return null;
    }
    boolean integer = INTEGER.matcher(text).matches();
    return integer && end.isEmpty() ? text + ".0" : text + end;
  }

  private static @Nullable String character(String text) {
    if (text.matches("'(\\\\.+|[^\\\\'])'")) {
      return text;
    }
    return switch (text) {
      case "'" -> "'\\''";
      case "\\" -> "'\\\\'";
      default -> text.length() == 1 ? "'" + text + "'" : null;
    };
  }

  private static String quoted(String text) {
    return TEXT.matcher(text).matches()
        ? text
        : '"'
            + text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
            + '"';
  }
}
