package dev.gradus.engine.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.DataException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.function.Executable;

/// Checks what an error says, and finds the files that Python wrote.
final class Sentences {
  private Sentences() {}

  /// The call fails with the one exception of this package, a sentence that holds every part.
  static void says(Executable call, String... parts) {
    var message = assertThrows(DataException.class, call).getMessage();
    assertTrue(message.endsWith("."), message);
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }

  /// A file among the test resources.
  static Path golden(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Sentences.class.getResource("/io/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
