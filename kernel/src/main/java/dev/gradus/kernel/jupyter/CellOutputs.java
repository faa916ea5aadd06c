package dev.gradus.kernel.jupyter;

import com.google.gson.JsonObject;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.session.Outputs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The output of one cell, published under the header of its request for as long as any of the
/// cell's threads writes.
final class CellOutputs implements Outputs {
  private final Iopub iopub;
  private final Comms comms;
  private final JsonObject parent;
  private final boolean silent;

  CellOutputs(Iopub iopub, Comms comms, JsonObject parent, boolean silent) {
    this.iopub = iopub;
    this.comms = comms;
    this.parent = parent;
    this.silent = silent;
  }

  @Override
  public void stream(Stream stream, String text) {
    if (text.isEmpty()) {
      return;
    }
    var content = new JsonObject();
    content.addProperty("name", stream == Stream.STDOUT ? "stdout" : "stderr");
    content.addProperty("text", text);
    publish("stream", content);
  }

  @Override
  public void display(MimeBundle bundle, @Nullable String displayId) {
    publish("display_data", displayed(bundle, displayId));
  }

  @Override
  public void updateDisplay(String displayId, MimeBundle bundle) {
    publish("update_display_data", displayed(bundle, displayId));
  }

  @Override
  public void clearOutput(boolean wait) {
    var content = new JsonObject();
    content.addProperty("wait", wait);
    publish("clear_output", content);
  }

  /// Besides its content a comm message may carry the entries `metadata` (a map, the message's
  /// metadata) and `buffers` (a list of byte arrays).
  @Override
  public void comm(String messageType, Map<String, Object> content) {
    var fields = new LinkedHashMap<>(content);
    var metadata = Json.of(fields.remove("metadata"));
    List<byte[]> buffers = new ArrayList<>();
    if (fields.remove("buffers") instanceof Iterable<?> items) {
      items.forEach(item -> {
        if (item instanceof byte[] bytes) {
          buffers.add(bytes);
        }
      });
    }
    var json = Json.object(fields);
    comms.sent(messageType, json);
    iopub.publish(
        messageType,
        parent,
        metadata instanceof JsonObject object ? object : new JsonObject(),
        json,
        buffers);
  }

  private void publish(String type, JsonObject content) {
    if (!silent) {
      iopub.publish(type, parent, content);
    }
  }

  private static JsonObject displayed(MimeBundle bundle, @Nullable String displayId) {
    JsonObject content = bundle(bundle);
    var lasting = new JsonObject();
    if (displayId != null) {
      lasting.addProperty("display_id", displayId);
    }
    content.add("transient", lasting);
    return content;
  }

  /// `data` and `metadata` of a bundle.
  static JsonObject bundle(MimeBundle bundle) {
    var content = new JsonObject();
    content.add("data", Json.of(bundle.data()));
    content.add("metadata", Json.of(bundle.metadata()));
    return content;
  }
}
