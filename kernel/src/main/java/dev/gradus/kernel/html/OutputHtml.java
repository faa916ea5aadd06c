package dev.gradus.kernel.html;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.gradus.kernel.notebook.NotebookJson;
import dev.gradus.kernel.notebook.StreamText;
import java.util.List;

/// One output of a code cell as HTML, in the richest form it has.
final class OutputHtml {
  /// Forms from the richest to the plainest.
  private static final List<String> FORMS =
      List.of(
          "image/png",
          "image/svg+xml",
          "image/gif",
          "image/jpeg",
          "text/html",
          "text/markdown",
          "text/latex",
          "application/json",
          "text/plain");

  private final MarkdownHtml markdown;
  private final Pictures pictures;

  OutputHtml(MarkdownHtml markdown, Pictures pictures) {
    this.markdown = markdown;
    this.pictures = pictures;
  }

  /// The HTML of an output; empty for one with no form that can be shown.
  String render(JsonObject output) {
    return switch (text(output.get("output_type"))) {
      case "stream" -> stream(output);
      case "error" -> error(output);
      default -> data(object(output, "data"), object(output, "metadata"));
    };
  }

  /// The text of a value that is a string or a list of lines.
  static String text(JsonElement value) {
    if (value instanceof JsonArray lines) {
      var out = new StringBuilder();
      lines.forEach(line -> out.append(text(line)));
      return out.toString();
    }
    return value instanceof JsonPrimitive p ? p.getAsString() : "";
  }

  private static String stream(JsonObject output) {
    String name = text(output.get("name")).equals("stderr") ? "stderr" : "stdout";
    String settled = StreamText.settle(text(output.get("text")));
    return pre("stream " + name, Ansi.toHtml(settled.stripTrailing()));
  }

  private static String error(JsonObject output) {
    String text =
        output.get("traceback") instanceof JsonArray lines && !lines.isEmpty()
            ? joined(lines)
            : text(output.get("ename")) + ": " + text(output.get("evalue"));
    return pre("error", Ansi.toHtml(text.stripTrailing()));
  }

  private static String joined(JsonArray lines) {
    var out = new StringBuilder();
    lines.forEach(line -> out.append(text(line)).append('\n'));
    return out.toString();
  }

  private String data(JsonObject data, JsonObject metadata) {
    for (String form : FORMS) {
      if (data.has(form)) {
        return form(form, data, metadata);
      }
    }
    for (String form : data.keySet()) {
      if (form.endsWith("+json")) {
        return pre("text", Html.escape(NotebookJson.write(data.get(form))));
      }
      if (form.startsWith("text/")) {
        return pre("text", Ansi.toHtml(text(data.get(form))));
      }
    }
    return "";
  }

  private String form(String form, JsonObject data, JsonObject metadata) {
    String content = text(data.get(form));
    return switch (form) {
      case "image/svg+xml" -> picture(Pictures.svg(content), form, data, metadata);
      case "image/png", "image/gif", "image/jpeg" ->
          picture(Pictures.dataUri(form, content), form, data, metadata);
      case "text/html" -> "<div class=\"html\">" + HtmlCleaner.clean(content, pictures) + "</div>";
      case "text/markdown" ->
          "<div class=\"markdown\">" + markdown.render(content, pictures) + "</div>";
      case "text/latex" -> "<div class=\"latex\">" + latex(content) + "</div>";
      case "application/json" -> pre("text", Html.escape(NotebookJson.write(data.get(form))));
      default -> pre("text", Ansi.toHtml(content.stripTrailing()));
    };
  }

  /// LaTeX of an output: with dollar signs it is text with formulas, without it is one formula.
  private String latex(String content) {
    String formula = content.strip();
    boolean wrapped = formula.startsWith("$") || formula.startsWith("\\begin");
    return wrapped ? markdown.render(formula, pictures) : Latex.toHtml(formula, true);
  }

  private static String picture(String uri, String form, JsonObject data, JsonObject metadata) {
    JsonObject own = object(metadata, form);
    var out = new StringBuilder("<img src=\"").append(Html.escape(uri)).append('"');
    for (String side : List.of("width", "height")) {
      JsonElement size = own.has(side) ? own.get(side) : metadata.get(side);
      if (size instanceof JsonPrimitive p && p.getAsString().matches("[0-9]+(\\.[0-9]+)?")) {
        out.append(' ').append(side).append("=\"").append(Math.round(p.getAsDouble())).append('"');
      }
    }
    String alt = own.has("alt") ? text(own.get("alt")) : text(data.get("text/plain"));
    return out.append(" alt=\"")
        .append(Html.escape(Ansi.strip(alt).strip()))
        .append("\">")
        .toString();
  }

  private static JsonObject object(JsonObject parent, String name) {
    return parent.get(name) instanceof JsonObject object ? object : new JsonObject();
  }

  private static String pre(String kind, String html) {
    return "<pre class=\"" + kind + "\">" + html + "</pre>";
  }
}
