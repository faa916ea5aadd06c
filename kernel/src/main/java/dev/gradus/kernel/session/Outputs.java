package dev.gradus.kernel.session;

import dev.gradus.kernel.display.MimeBundle;
import org.jspecify.annotations.Nullable;

/// Where the output of one cell goes. A front end implements it; calls may come from any thread
/// that the cell started and are delivered in the order in which they are made.
public interface Outputs {

  /// The two text streams of a cell.
  enum Stream {
    /// What `System.out` receives.
    STDOUT,
    /// What `System.err` receives.
    STDERR
  }

  /// Text for one of the streams.
  void stream(Stream stream, String text);

  /// Something to show below the cell. With an id it can be replaced later by [#updateDisplay].
  void display(MimeBundle bundle, @Nullable String displayId);

  /// Replaces what was shown under the id, wherever it is.
  void updateDisplay(String displayId, MimeBundle bundle);

  /// Removes the output so far; with `wait` only when the next output arrives.
  void clearOutput(boolean wait);

  /// A comm message of any kind (`comm_open`, `comm_msg`, `comm_close`) for front ends that have
  /// comms; others ignore it.
  default void comm(String messageType, java.util.Map<String, Object> content) {}
}
