package dev.gradus.kernel.jupyter;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The subshells of a kernel (JEP 91): further lanes, whose requests are answered while the main
/// shell runs a cell.
final class Subshells {
  /// Each has a thread; a client that makes more than this does not delete them.
  static final int MOST = 64;

  private final Map<String, RequestLane> lanes = new ConcurrentSkipListMap<>();
  private final Dispatcher dispatcher;

  Subshells(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /// A new subshell.
  ///
  /// @throws IllegalStateException if there are too many
  synchronized String create() {
    if (lanes.size() >= MOST) {
      throw new IllegalStateException(
          "there are " + MOST + " subshells already; delete some with delete_subshell_request");
    }
    String id = UUID.randomUUID().toString();
    lanes.put(id, new RequestLane("subshell-" + id.substring(0, 8), dispatcher, false));
    return id;
  }

  /// Ends a subshell after what it has accepted; false if there is none of the id.
  synchronized boolean delete(String id) {
    RequestLane lane = lanes.remove(id);
    if (lane != null) {
      lane.close();
    }
    return lane != null;
  }

  @Nullable RequestLane find(String id) {
    return lanes.get(id);
  }

  List<String> ids() {
    return List.copyOf(lanes.keySet());
  }
}
