package dev.gradus.kernel.repl;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Output of a cell as text. What is shown again and again under one id, such as a bar that grows,
/// is printed when it appears and, if it has changed, once more when the cell ends.
final class ReplOutputs implements Outputs {
  private final BiConsumer<Stream, String> printer;
  private final Map<String, String> changed = new LinkedHashMap<>();
  private boolean atLineStart = true;

  /// @param printer writes text
  ReplOutputs(BiConsumer<Stream, String> printer) {
    this.printer = printer;
  }

  @Override
  public synchronized void stream(Stream stream, String text) {
    if (!text.isEmpty()) {
      printer.accept(stream, text);
      atLineStart = text.endsWith("\n");
    }
  }

  @Override
  public synchronized void display(MimeBundle bundle, @Nullable String displayId) {
    line(bundle.plain());
    if (displayId != null) {
      changed.remove(displayId);
    }
  }

  @Override
  public synchronized void updateDisplay(String displayId, MimeBundle bundle) {
    changed.put(displayId, bundle.plain());
  }

  @Override
  public void clearOutput(boolean wait) {
    // what a terminal has printed stays
  }

  /// Prints text on lines of its own; nothing for an empty one.
  synchronized void line(String text) {
    if (!text.isEmpty()) {
      freshLine();
      stream(Stream.STDOUT, text.endsWith("\n") ? text : text + "\n");
    }
  }

  /// The cell has ended: prints the last state of what was updated, and ends the line.
  synchronized void end() {
    changed.values().forEach(this::line);
    changed.clear();
    freshLine();
  }

  private void freshLine() {
    if (!atLineStart) {
      stream(Stream.STDOUT, "\n");
    }
  }
}
