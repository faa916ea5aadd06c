package dev.gradus.kernel.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder for history and log: in a shared installation a user may have no home that can be
/// written, and the kernel must work all the same.
final class WritableFolder {
  private WritableFolder() {}

  /// The folder, made if needed; if it cannot be written, a new temporary one of this process, or
  /// the wanted one again if there is not even that (who writes there is ready to fail).
  static Path of(Path wanted) {
    try {
      Files.createDirectories(wanted);
      Path probe = Files.createTempFile(wanted, ".probe", "");
      Files.delete(probe);
      return wanted;
    } catch (IOException | SecurityException e) {
      return temporary(wanted);
    }
  }

  private static Path temporary(Path wanted) {
    try {
      return Files.createTempDirectory("gradus");
    } catch (IOException | SecurityException e) {
      return wanted;
    }
  }
}
