package dev.gradus.kernel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradusCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int gradus(String... args) {
    return GradusCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"run", "repl", "lab", "install", "uninstall", "doctor", "kernel", "version"})
  void everyCommandAnswersHelpAndVersion(String command) {
    assertEquals(0, gradus(command, "--help"), err.toString());
    assertTrue(out.toString().startsWith("Usage: gradus " + command), out.toString());
    out.getBuffer().setLength(0);
    assertEquals(0, gradus(command, "--version"), err.toString());
    assertEquals(VersionCommand.text() + System.lineSeparator(), out.toString());
    assertEquals("", err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionIsTold(String option) {
    assertEquals(0, gradus(option));
    assertEquals(VersionCommand.text() + System.lineSeparator(), out.toString());
  }
}
