package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Values given on the command line for the variables of the cell tagged `parameters`. A cell
/// tagged `injected-parameters` with plain assignments goes right after it, as papermill does; the
/// types stay those of the declarations.
final class RunParameters {
  private static final Pattern DECLARATION =
      Pattern.compile("(?m)^\\s*(?:final\\s+)?([\\w.<>\\[\\], ]*[\\w>\\]])\\s+(\\w+)\\s*=[^=]");
  private static final Pattern LITERAL =
      Pattern.compile(
          "true|false|null|'.*'|\".*\"|[+-]?(?:0x[0-9a-fA-F_]+|[0-9][0-9_]*)[lL]?"
              + "|[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[fFdD]?",
          Pattern.DOTALL);

  private RunParameters() {}

  /// Adds the assignments to a notebook.
  ///
  /// @throws NotebookException if the notebook has no such cell or the cell no such variable
  static void inject(Notebook notebook, Map<String, String> values) {
    if (values.isEmpty()) {
      return;
    }
    var cells = notebook.cells();
    int place = 0;
    while (place < cells.size() && !cells.get(place).tags().contains("parameters")) {
      place++;
    }
    if (place == cells.size()) {
      throw new NotebookException(
          "The notebook takes no parameters: none of its cells has the tag \"parameters\".");
    }
    Map<String, String> types = declared(cells.get(place).source());
    var source = new StringBuilder("// parameters of this run");
    values.forEach((name, value) -> {
      String type = types.get(name);
      if (type == null) {
        throw new NotebookException(
            "The notebook has no parameter " + name + "; it has " + types.keySet() + ".");
      }
      source.append('\n').append(name).append(" = ").append(literal(value, type)).append(';');
    });
    var cell = NotebookCell.code("injected-parameters", source.toString());
    var tags = new JsonArray();
    tags.add("injected-parameters");
    JsonObject metadata = cell.metadata();
    metadata.add("tags", tags);
    notebook.insert(place + 1, cell);
  }

  private static Map<String, String> declared(String source) {
    var types = new LinkedHashMap<String, String>();
    var matcher = DECLARATION.matcher(source);
    while (matcher.find()) {
      types.put(matcher.group(2), matcher.group(1).strip());
    }
    return types;
  }

  private static String literal(String value, String type) {
    boolean text = type.equals("String") || !LITERAL.matcher(value).matches();
    if (text && !(value.length() > 1 && value.startsWith("\"") && value.endsWith("\""))) {
      return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }
    boolean plainNumber = !value.isEmpty() && Character.isDigit(value.charAt(value.length() - 1));
    return plainNumber && type.equals("float") && !value.startsWith("0x") ? value + "f" : value;
  }
}
