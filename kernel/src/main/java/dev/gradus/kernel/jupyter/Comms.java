package dev.gradus.kernel.jupyter;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.gradus.kernel.protocol.CommMessage;
import dev.gradus.kernel.protocol.Json;
import dev.gradus.kernel.session.Outputs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The comms of a session: two-way connections between an object in the kernel and one in the front
/// end. An attribute of the session, so that a library finds it as `session.attribute(Comms.class,
/// Comms::new)`.
///
/// The kernel opens, uses and closes a comm through [Outputs#comm].
public final class Comms {

  /// Takes what the front end sends on one comm.
  public interface Listener {
    /// A `comm_msg`.
    void message(Map<String, Object> data, List<byte[]> buffers, Outputs outputs) throws Exception;

    /// The `comm_close` of the front end.
    default void closed(Map<String, Object> data) throws Exception {}
  }

  /// Takes the comms that the front end opens under one name.
  @FunctionalInterface
  public interface Target {
    /// A `comm_open`; the answer takes what follows.
    Listener opened(String commId, Map<String, Object> data, Outputs outputs) throws Exception;
  }

  private final Map<String, Target> targets = new ConcurrentHashMap<>();
  private final Map<String, Listener> listeners = new ConcurrentHashMap<>();
  private final Map<String, String> open = new ConcurrentHashMap<>();

  /// No comms and no targets.
  public Comms() {}

  /// Names a target that the front end may open.
  public void target(String name, Target target) {
    targets.put(name, target);
  }

  /// Sets who takes the messages of a comm that the kernel has opened.
  public void listen(String commId, Listener listener) {
    listeners.put(commId, listener);
  }

  /// The open comms: id to target name.
  public Map<String, String> open() {
    return new TreeMap<>(open);
  }

  void received(String type, CommMessage message, List<byte[]> buffers, Outputs outputs)
      throws Exception {
    Map<String, Object> data = Json.toMap(message.data());
    String id = message.commId();
    switch (type) {
      case "comm_open" -> opened(message, data, outputs);
      case "comm_close" -> {
        open.remove(id);
        Listener listener = listeners.remove(id);
        if (listener != null) {
          listener.closed(data);
        }
      }
      default -> {
        Listener listener = listeners.get(id);
        if (listener != null) {
          listener.message(data, buffers, outputs);
        }
      }
    }
  }

  private void opened(CommMessage message, Map<String, Object> data, Outputs outputs)
      throws Exception {
    Target target = targets.get(message.targetName());
    if (target == null) {
      // the protocol's answer to a target that does not exist
      outputs.comm("comm_close", Map.of("comm_id", message.commId(), "data", Map.of()));
      return;
    }
    open.put(message.commId(), message.targetName());
    try {
      listeners.put(message.commId(), target.opened(message.commId(), data, outputs));
    } catch (Exception e) {
      outputs.comm("comm_close", Map.of("comm_id", message.commId(), "data", Map.of()));
      throw e;
    }
  }

  /// Keeps the list right when the kernel opens or closes a comm.
  void sent(String type, JsonObject content) {
    String id = text(content.get("comm_id"));
    if (type.equals("comm_open")) {
      open.put(id, text(content.get("target_name")));
    } else if (type.equals("comm_close")) {
      open.remove(id);
      listeners.remove(id);
    }
  }

  private static String text(@org.jspecify.annotations.Nullable JsonElement value) {
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
