package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.kernel.html.Ansi;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A notebook as Markdown: text as it is, code and output as fenced blocks, pictures as files in a
/// folder beside it.
final class MarkdownExport {
  private static final Map<String, String> PICTURES = pictures();
  private static final List<String> TEXTS = List.of("text/markdown", "text/latex");

  private final String folder;
  private final boolean input;
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final StringBuilder out = new StringBuilder();

  /// @param folder where pictures go, relative to the Markdown file
  /// @param input false to leave out the code
  MarkdownExport(String folder, boolean input) {
    this.folder = folder;
    this.input = input;
  }

  private static Map<String, String> pictures() {
    var types = new LinkedHashMap<String, String>();
    types.put("image/png", "png");
    types.put("image/svg+xml", "svg");
    types.put("image/jpeg", "jpg");
    types.put("image/gif", "gif");
    return types;
  }

  /// The text; afterwards [#files()] has the pictures.
  String export(Notebook notebook) {
    List<NotebookCell> cells = notebook.cells();
    for (int i = 0; i < cells.size(); i++) {
      NotebookCell cell = cells.get(i);
      switch (cell.kind()) {
        case MARKDOWN -> paragraph(attached(cell, i + 1));
        case RAW -> paragraph(cell.source());
        case CODE -> code(cell, i + 1);
      }
    }
    return out.toString();
  }

  /// The pictures: path relative to the Markdown file, and content.
  Map<String, byte[]> files() {
    return files;
  }

  private void paragraph(String text) {
    if (!text.isBlank()) {
      out.append(out.isEmpty() ? "" : "\n").append(text.stripTrailing()).append('\n');
    }
  }

  /// A block whose fence is longer than any run of backticks in it.
  private void block(String language, String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    paragraph(fence + language + "\n" + text.stripTrailing() + "\n" + fence);
  }

  private String attached(NotebookCell cell, int number) {
    String text = cell.source();
    for (var attachment : cell.attachments().entrySet()) {
      if (attachment.getValue() instanceof JsonObject forms) {
        String name = attachment.getKey();
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String file = picture(forms, "cell_" + number + "_" + plain.replaceFirst("\\.[^.]*$", ""));
        if (!file.isEmpty()) {
          text = text.replace("attachment:" + name, file);
          text = text.replace("attachment:" + name.replace(" ", "%20"), file);
        }
      }
    }
    return text;
  }

  private void code(NotebookCell cell, int number) {
    if (input && !cell.source().isBlank()) {
      block("java", cell.source());
    }
    JsonArray outputs = cell.outputs();
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i) instanceof JsonObject output) {
        output(output, "cell_" + number + "_" + (i + 1));
      }
    }
  }

  private void output(JsonObject output, String name) {
    switch (text(output, "output_type")) {
      case "stream" -> text(StreamText.settle(text(output, "text")));
      case "error" -> {
        var lines = new StringBuilder();
        if (output.get("traceback") instanceof JsonArray traceback) {
          traceback.forEach(line -> lines.append(Lines.join(line)).append('\n'));
        }
        String brief = text(output, "ename") + ": " + text(output, "evalue");
        text(lines.isEmpty() ? brief : lines.toString());
      }
      default -> {
        if (output.get("data") instanceof JsonObject data) {
          data(data, name);
        }
      }
    }
  }

  private void text(String raw) {
    String text = Ansi.strip(raw);
    if (!text.isBlank()) {
      block("text", text);
    }
  }

  private void data(JsonObject data, String name) {
    String picture = picture(data, name);
    if (!picture.isEmpty()) {
      String alt = Ansi.strip(text(data, "text/plain")).strip().lines().findFirst().orElse("");
      paragraph("![" + alt.replaceAll("[\\[\\]]", "") + "](" + picture + ")");
      return;
    }
    for (String form : TEXTS) {
      if (data.has(form)) {
        paragraph(text(data, form));
        return;
      }
    }
    if (data.has("text/plain")) {
      text(text(data, "text/plain"));
    } else {
      paragraph(text(data, "text/html"));
    }
  }

  /// Keeps the picture of a bundle and returns its path; empty if there is none.
  private String picture(JsonObject data, String name) {
    for (var type : PICTURES.entrySet()) {
      if (data.has(type.getKey())) {
        String content = text(data, type.getKey());
        byte[] bytes =
            content.contains("<")
                ? content.getBytes(StandardCharsets.UTF_8)
                : Base64.getMimeDecoder().decode(content);
        String path = folder + "/" + name + "." + type.getValue();
        files.put(path, bytes);
        return path.replace(" ", "%20");
      }
    }
    return "";
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value == null ? "" : Lines.join(value);
  }
}
