package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One cell of a [Notebook]: a view of its JSON, which keeps every field that it does not know.
///
/// @param json the cell's object in the tree of its notebook
public record NotebookCell(JsonObject json) {

  /// The kinds of cells of nbformat 4.
  public enum Kind {
    /// Code that runs.
    CODE,
    /// Text in Markdown.
    MARKDOWN,
    /// Text that is not touched.
    RAW
  }

  /// A new code cell, not run yet.
  public static NotebookCell code(String id, String source) {
    var json = new JsonObject();
    json.addProperty("cell_type", "code");
    json.addProperty("id", id);
    json.add("metadata", new JsonObject());
    json.addProperty("source", source);
    json.add("execution_count", JsonNull.INSTANCE);
    json.add("outputs", new JsonArray());
    return new NotebookCell(json);
  }

  /// What the cell is; an unknown kind is left alone like a raw cell.
  public Kind kind() {
    return switch (json.get("cell_type").getAsString()) {
      case "code" -> Kind.CODE;
      case "markdown" -> Kind.MARKDOWN;
      default -> Kind.RAW;
    };
  }

  /// The id, unique in the notebook.
  public String id() {
    return json.get("id").getAsString();
  }

  /// The text, as one string.
  public String source() {
    JsonElement source = json.get("source");
    return source == null ? "" : Lines.join(source);
  }

  /// The cell's metadata, live.
  public JsonObject metadata() {
    return child("metadata");
  }

  /// The tags that its author gave it.
  public Set<String> tags() {
    var tags = new LinkedHashSet<String>();
    if (metadata().get("tags") instanceof JsonArray array) {
      array.forEach(tag -> {
        if (tag.isJsonPrimitive()) {
          tags.add(tag.getAsString());
        }
      });
    }
    return tags;
  }

  /// The outputs of a code cell, live.
  public JsonArray outputs() {
    if (json.get("outputs") instanceof JsonArray array) {
      return array;
    }
    var array = new JsonArray();
    json.add("outputs", array);
    return array;
  }

  /// The number shown as `In [n]`, or null for a cell that did not run.
  public @Nullable Integer executionCount() {
    return json.get("execution_count") instanceof JsonPrimitive p && p.isNumber()
        ? (Integer) p.getAsInt()
        : null;
  }

  /// Sets the number shown as `In [n]`; null for a cell that did not run.
  public void setExecutionCount(@Nullable Integer count) {
    json.add("execution_count", NotebookJson.tree(count));
  }

  /// Files attached to a Markdown cell: name to MIME type to base64 text.
  public JsonObject attachments() {
    return json.get("attachments") instanceof JsonObject object ? object : new JsonObject();
  }

  /// True for a code cell with something in it.
  public boolean runs() {
    return kind() == Kind.CODE && !source().isBlank() && !tags().contains("skip-execution");
  }

  private JsonObject child(String name) {
    if (json.get(name) instanceof JsonObject object) {
      return object;
    }
    var object = new JsonObject();
    json.add(name, object);
    return object;
  }
}
