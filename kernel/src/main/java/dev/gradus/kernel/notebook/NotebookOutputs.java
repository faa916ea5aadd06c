package dev.gradus.kernel.notebook;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Outputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Collects the outputs of all cells of one run, by the rules of nbclient: chunks of a stream that
/// follow each other become one output, an update reaches every output with its display id in any
/// cell, `clear_output` may wait for the next output. What a thread writes after its cell has ended
/// still goes to that cell.
final class NotebookOutputs {
  /// One output as it is to be stored; a stream keeps its settled text.
  private static final class Entry {
    final JsonObject json;
    final @Nullable StreamText stream;
    final @Nullable String displayId;

    Entry(JsonObject json, @Nullable StreamText stream, @Nullable String displayId) {
      this.json = json;
      this.stream = stream;
      this.displayId = displayId;
    }
  }

  private final Map<String, List<Entry>> byDisplayId = new HashMap<>();

  /// A collector for one cell.
  CellOutputs cell() {
    return new CellOutputs();
  }

  /// The outputs of one cell.
  final class CellOutputs implements Outputs {
    private final List<Entry> entries = new ArrayList<>();
    private boolean clearBeforeNext;

    @Override
    public void stream(Stream stream, String text) {
      if (text.isEmpty()) {
        return;
      }
      String name = stream.name().toLowerCase(Locale.ROOT);
      synchronized (NotebookOutputs.this) {
        clearIfDue();
        Entry last = entries.isEmpty() ? null : entries.getLast();
        if (last != null
            && last.stream != null
            && last.json.get("name").getAsString().equals(name)) {
          last.stream.append(text);
          return;
        }
        var json = new JsonObject();
        json.addProperty("output_type", "stream");
        json.addProperty("name", name);
        var settled = new StreamText();
        settled.append(text);
        entries.add(new Entry(json, settled, null));
      }
    }

    @Override
    public void display(MimeBundle bundle, @Nullable String displayId) {
      var json = new JsonObject();
      json.addProperty("output_type", "display_data");
      fill(json, bundle);
      add(json, displayId);
    }

    @Override
    public void updateDisplay(String displayId, MimeBundle bundle) {
      synchronized (NotebookOutputs.this) {
        byDisplayId.getOrDefault(displayId, List.of()).forEach(entry -> fill(entry.json, bundle));
      }
    }

    @Override
    public void clearOutput(boolean wait) {
      synchronized (NotebookOutputs.this) {
        if (wait) {
          clearBeforeNext = true;
        } else {
          clear();
        }
      }
    }

    /// Adds what the cell ended with.
    void result(CellResult result, int executionCount) {
      var json = new JsonObject();
      switch (result) {
        case CellResult.Ok(var value) when value != null -> {
          json.addProperty("output_type", "execute_result");
          json.addProperty("execution_count", executionCount);
          fill(json, value);
          add(json, null);
        }
        case CellResult.Ok _ -> {}
        case CellResult.Failed(var name, var message, var traceback) -> {
          json.addProperty("output_type", "error");
          json.addProperty("ename", name);
          json.addProperty("evalue", message);
          json.add("traceback", NotebookJson.tree(traceback));
          add(json, null);
        }
      }
    }

    /// The outputs as they are now.
    JsonArray toJson() {
      var array = new JsonArray();
      synchronized (NotebookOutputs.this) {
        for (Entry entry : entries) {
          JsonObject json = entry.json.deepCopy();
          if (entry.stream != null) {
            json.addProperty("text", entry.stream.toString());
          }
          array.add(json);
        }
      }
      return array;
    }

    private void add(JsonObject json, @Nullable String displayId) {
      synchronized (NotebookOutputs.this) {
        clearIfDue();
        var entry = new Entry(json, null, displayId);
        entries.add(entry);
        if (displayId != null) {
          byDisplayId.computeIfAbsent(displayId, _ -> new ArrayList<>()).add(entry);
        }
      }
    }

    private void clearIfDue() {
      if (clearBeforeNext) {
        clear();
      }
    }

    private void clear() {
      clearBeforeNext = false;
      for (Entry entry : entries) {
        if (entry.displayId != null) {
          byDisplayId.getOrDefault(entry.displayId, new ArrayList<>()).remove(entry);
        }
      }
      entries.clear();
    }
  }

  private static void fill(JsonObject output, MimeBundle bundle) {
    output.add("data", NotebookJson.tree(bundle.data()));
    output.add("metadata", NotebookJson.tree(bundle.metadata()));
  }
}
