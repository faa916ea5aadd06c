package dev.gradus.notebooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The notebooks of this folder as they are stored.
final class ChapterFiles {
  private ChapterFiles() {}

  /// All notebooks, in the order of their names.
  static List<Path> all() {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The JSON of a file.
  static JsonObject json(Path file) {
    try {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The cells of a notebook.
  static List<JsonObject> cells(JsonObject notebook) {
    return objects(notebook.getAsJsonArray("cells"));
  }

  /// The elements of an array, which must be objects.
  static List<JsonObject> objects(JsonArray array) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .toList();
  }

  /// Whether a cell is a code cell.
  static boolean isCode(JsonObject cell) {
    return cell.get("cell_type").getAsString().equals("code");
  }

  /// A text that is stored as a string or as a list of lines.
  static String text(JsonElement element) {
    if (!element.isJsonArray()) {
      return element.getAsString();
    }
    var text = new StringBuilder();
    element.getAsJsonArray().forEach(line -> text.append(line.getAsString()));
    return text.toString();
  }

  /// A cell's id.
  static String id(JsonObject cell) {
    return cell.get("id").getAsString();
  }
}
