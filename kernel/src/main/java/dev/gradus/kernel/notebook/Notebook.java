package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A notebook file of nbformat 4. Reads 4.0 to 4.5 and writes 4.5; what it does not know (metadata
/// of other tools, fields of later minor versions) is kept. Unchanged 4.5 files are written back
/// byte for byte as Jupyter writes them.
public final class Notebook {
  private static final int MINOR = 5;
  private static final Pattern CELL_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

  private static final Pattern PLACE = Pattern.compile("line (\\d+) column (\\d+)");

  private final JsonObject root;
  private final List<NotebookCell> cells = new ArrayList<>();

  private Notebook(JsonObject root) {
    this.root = root;
  }

  /// Reads a file.
  ///
  /// @throws NotebookException if there is no such file or it is not a notebook of version 4
  public static Notebook read(Path file) {
    if (Files.isDirectory(file)) {
      throw new NotebookException(file + " is a folder; name a notebook file (.ipynb) in it.");
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return parse(text, file.toString());
    } catch (NoSuchFileException e) {
      throw new NotebookException(
          "There is no notebook " + file + " (looked in " + Path.of("").toAbsolutePath() + ").", e);
    } catch (CharacterCodingException e) {
      throw new NotebookException(
          file + " is not a notebook: its bytes are not UTF-8 text. Name a .ipynb file.", e);
    } catch (IOException e) {
      throw new NotebookException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }

  /// Reads a text.
  ///
  /// @param name what errors call the text, usually the file's name
  public static Notebook parse(String text, String name) {
    var notebook = new Notebook(checkedRoot(text, name));
    JsonArray array = notebook.root.getAsJsonArray("cells");
    for (int i = 0; i < array.size(); i++) {
      notebook.cells.add(checkedCell(array.get(i), i, name));
    }
    notebook.upgrade();
    return notebook;
  }

  /// The cells in order; an unmodifiable view.
  public List<NotebookCell> cells() {
    return List.copyOf(cells);
  }

  /// Puts a cell before the one at the given position.
  public void insert(int index, NotebookCell cell) {
    cells.add(index, cell);
    repairIds();
  }

  /// Takes the cell at the given position away.
  public void remove(int index) {
    cells.remove(index);
  }

  /// The notebook's metadata, live.
  public JsonObject metadata() {
    if (root.get("metadata") instanceof JsonObject object) {
      return object;
    }
    var object = new JsonObject();
    root.add("metadata", object);
    return object;
  }

  /// The language its metadata names, in lower case; null if they name none.
  public @Nullable String language() {
    for (var place : List.of(List.of("kernelspec", "language"), List.of("language_info", "name"))) {
      if (metadata().get(place.get(0)) instanceof JsonObject object
          && object.get(place.get(1)) instanceof JsonPrimitive p
          && p.isString()) {
        return p.getAsString().toLowerCase(java.util.Locale.ROOT);
      }
    }
    return null;
  }

  /// The title: the first first-level heading of its Markdown; null if it has none.
  public @Nullable String title() {
    for (NotebookCell cell : cells) {
      if (cell.kind() == NotebookCell.Kind.MARKDOWN) {
        for (String line : cell.source().lines().toList()) {
          if (line.startsWith("# ")) {
            return line.substring(2).strip();
          }
        }
      }
    }
    return null;
  }

  /// The text of the file, line end included.
  public String toJson() {
    JsonObject copy = root.deepCopy();
    JsonArray array = new JsonArray();
    cells.forEach(cell -> array.add(stored(cell.json().deepCopy())));
    copy.add("cells", array);
    if (copy.get("metadata") instanceof JsonObject metadata) {
      List.of("orig_nbformat", "orig_nbformat_minor", "signature").forEach(metadata::remove);
    }
    return NotebookJson.write(copy) + "\n";
  }

  /// Writes the file through a temporary one beside it, so that it is never half there.
  public void write(Path file) {
    writeText(file, toJson());
  }

  /// Writes a text file through a temporary one beside it; makes its folder if needed.
  static void writeText(Path file, String text) {
    writeBytes(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file in the same way.
  static void writeBytes(Path file, byte[] content) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      Path temporary =
          file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid());
      try {
        Files.write(temporary, content);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new NotebookException("Cannot write " + file + ": " + e + ".", e);
    }
  }

  private static JsonObject checkedRoot(String text, String name) {
    if (text.isBlank()) {
      throw new NotebookException(name + " is not a notebook: it is empty.");
    }
    JsonElement value;
    try {
      value = NotebookJson.parse(text);
    } catch (JsonParseException | IllegalStateException e) {
      throw new NotebookException(
          name + " is not a notebook: it is not JSON, or it is cut off" + place(e) + ".", e);
    }
    Integer major = value instanceof JsonObject object ? number(object, "nbformat") : null;
    if (!(value instanceof JsonObject root) || major == null) {
      throw new NotebookException(
          name + " is JSON but not a notebook: it has no \"nbformat\" number.");
    }
    if (major < 4) {
      throw new NotebookException(
          name
              + " is a notebook of the old version "
              + major
              + "; Gradus reads version 4. Open and save it in JupyterLab, or run: jupyter nbconvert"
              + " --to notebook --nbformat 4 "
              + name);
    }
    if (major > 4) {
      throw new NotebookException(
          name + " is a notebook of version " + major + "; Gradus reads version 4.");
    }
    if (!(root.get("cells") instanceof JsonArray)) {
      throw new NotebookException(name + " is not a notebook: it has no list of cells.");
    }
    return root;
  }

  private static NotebookCell checkedCell(JsonElement element, int index, String name) {
    if (!(element instanceof JsonObject json)
        || !(json.get("cell_type") instanceof JsonPrimitive type)
        || !type.isString()) {
      throw new NotebookException(
          name + " is damaged: cell " + (index + 1) + " has no \"cell_type\".");
    }
    return new NotebookCell(json);
  }

  private void upgrade() {
    Integer minor = number(root, "nbformat_minor");
    if (minor == null || minor < MINOR) {
      root.addProperty("nbformat_minor", MINOR);
    }
    metadata();
    for (NotebookCell cell : cells) {
      cell.metadata();
      if (cell.kind() == NotebookCell.Kind.CODE) {
        cell.outputs();
        cell.setExecutionCount(cell.executionCount());
      }
    }
    repairIds();
  }

  /// Gives an id to every cell that has none, an illegal one or one that an earlier cell has. It
  /// depends on place and text alone, so the same file gives the same ids.
  private void repairIds() {
    var seen = new HashSet<String>();
    for (int i = 0; i < cells.size(); i++) {
      JsonObject json = cells.get(i).json();
      String id = json.get("id") instanceof JsonPrimitive p ? p.getAsString() : "";
      int salt = i;
      while (!CELL_ID.matcher(id).matches() || seen.contains(id)) {
        id = String.format("%08x", (cells.get(i).source() + '\0' + salt).hashCode());
        salt += cells.size();
      }
      seen.add(id);
      json.addProperty("id", id);
    }
  }

  /// The form in which a cell is stored: long texts as lists of lines.
  private static JsonObject stored(JsonObject cell) {
    if (cell.has("source")) {
      cell.add("source", Lines.split(Lines.join(cell.get("source"))));
    }
    if (cell.get("metadata") instanceof JsonObject metadata) {
      metadata.remove("trusted");
    }
    if (cell.get("attachments") instanceof JsonObject attachments) {
      attachments.asMap().values().forEach(Notebook::splitBundle);
    }
    if (cell.get("outputs") instanceof JsonArray outputs) {
      for (JsonElement element : outputs) {
        if (element instanceof JsonObject output && output.has("output_type")) {
          switch (output.get("output_type").getAsString()) {
            case "stream" -> {
              if (output.has("text")) {
                output.add("text", Lines.split(Lines.join(output.get("text"))));
              }
            }
            case "display_data", "execute_result" -> splitBundle(output.get("data"));
            default -> {}
          }
        }
      }
    }
    return cell;
  }

  private static void splitBundle(@Nullable JsonElement bundle) {
    if (bundle instanceof JsonObject data) {
      for (Map.Entry<String, JsonElement> entry : data.entrySet()) {
        String mime = entry.getKey();
        if (mime.startsWith("text/")
            || mime.equals("image/svg+xml")
            || mime.equals("application/javascript")) {
          entry.setValue(Lines.splitIfString(entry.getValue()));
        }
      }
    }
  }

  private static @Nullable Integer number(JsonObject object, String name) {
    return object.get(name) instanceof JsonPrimitive p && p.isNumber()
        ? (Integer) p.getAsInt()
        : null;
  }

  /// Where the JSON went wrong, as far as the parser says.
  private static String place(RuntimeException e) {
    var matcher = PLACE.matcher(String.valueOf(e.getMessage()));
    if (matcher.find()) {
      return " (at line " + matcher.group(1) + ", column " + matcher.group(2) + ")";
    }
    return String.valueOf(e.getMessage()).contains("follows") ? " (something follows the end)" : "";
  }
}
