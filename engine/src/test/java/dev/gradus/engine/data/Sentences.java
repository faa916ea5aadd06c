package dev.gradus.engine.data;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import org.junit.jupiter.api.function.Executable;

/// Checks what an error says.
final class Sentences {
  private Sentences() {}

  /// The call fails with an error of the engine whose message holds every part.
  static void says(Executable call, String... parts) {
    String message = String.valueOf(assertThrows(GradusException.class, call).getMessage());
    for (String part : parts) {
      assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
    }
  }
}
