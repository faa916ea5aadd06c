package dev.gradus.kernel.jupyter;

import dev.gradus.kernel.protocol.MessageHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The kernel's log: one line for each thing out of the ordinary, in a file, never on a stream that
/// a user sees. Several kernels share the file. A burst of lines is cut, so that a flood of bad
/// messages does not fill the disk.
public final class EventLog {
  private static final long MAX_FILE = 1 << 20;
  private static final int BURST = 100;
  private static final long BURST_NANOS = 1_000_000_000L;

  private final Path file;
  private long windowStart = System.nanoTime();
  private int inWindow;

  /// Logs to this file; its folders are made when the first line comes.
  public EventLog(Path file) {
    this.file = file;
  }

  /// Adds a line. Trouble with the file is ignored: there is nowhere to tell it.
  public synchronized void log(String line) {
    long now = System.nanoTime();
    if (now - windowStart > BURST_NANOS) {
      windowStart = now;
      inWindow = 0;
    }
    if (++inWindow > BURST) {
      return;
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      if (Files.exists(file) && Files.size(file) > MAX_FILE) {
        Files.delete(file);
      }
      String text =
          MessageHeader.now()
              + " "
              + ProcessHandle.current().pid()
              + " "
              + line.replaceAll("\\p{Cntrl}+", " ")
              + (inWindow == BURST ? " (more lines of this second are left out)" : "")
              + "\n";
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException | RuntimeException e) {
      // see above
    }
  }
}
