package dev.gradus.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.session.SessionOptions;
import dev.gradus.kernel.session.Sessions;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PipedReplTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private PipedRepl repl(String input) {
    var options = SessionOptions.defaults().withExtensions(List.of());
    return new PipedRepl(
        () -> Sessions.open(options),
        new BufferedReader(new StringReader(input)),
        new PrintWriter(out),
        new PrintWriter(err));
  }

  private int pipe(String input) throws Exception {
    try (var repl = repl(input)) {
      return repl.runAll();
    }
  }

  @Test
  void linesRunAsSoonAsTheyAreWhole() throws Exception {
    int code = pipe("int y = 4;\nint f(int a) {\n  return a * y;\n}\nf(5)\n\n// done\n");
    assertEquals("", err.toString());
    assertEquals("20\n", out.toString());
    assertEquals(0, code);
  }

  @Test
  void theFirstFailureEndsIt() throws Exception {
    assertEquals(1, pipe("1\nthrow new IllegalStateException(\"no\");\n2\n"));
    assertEquals("1\n", out.toString());
    assertTrue(err.toString().startsWith("java.lang.IllegalStateException: no\n"), err.toString());
    assertTrue(err.toString().indexOf('\u001b') < 0);
  }

  @Test
  void whatIsNeverWholeFailsAtTheEnd() throws Exception {
    assertEquals(1, pipe("for (int i = 0; i < 3; i++) {\n"));
    assertTrue(err.toString().contains("cell [1], line"), err.toString());
  }

  @Test
  void cellsReadTheLinesThatFollow() throws Exception {
    assertEquals(0, pipe("new Scanner(System.in).nextLine()\nthe next line\n1 + 1\n"));
    assertEquals("the next line\n2\n", out.toString());
  }

  @Test
  void commandsWorkAndExitHasACode(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("a.jsh"), "int k = 3;\nk + 1");
    assertEquals(9, pipe("/open " + file + "\n/vars\n/reset\n/nope\n/exit 9\nnever\n"));
    assertTrue(out.toString().startsWith("4\nname  type  value\n"), out.toString());
    assertTrue(out.toString().contains("k     int   3"), out.toString());
    assertTrue(err.toString().contains("There is no command /nope"), err.toString());
  }

  @Test
  void aNotebooksCodeCellsRun(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("n.ipynb"),
            """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
             {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# no Java"},
             {"cell_type": "code", "id": "b", "metadata": {}, "source": "int q = 2;",
              "execution_count": null, "outputs": []},
             {"cell_type": "code", "id": "c", "metadata": {}, "source": "q + 1",
              "execution_count": null, "outputs": []}]}
            """);
    assertEquals(0, pipe("/open " + file + "\n/open missing.jsh\n"));
    assertEquals("3\n", out.toString());
    assertEquals("Cannot read missing.jsh: there is no such file.\n", err.toString());
  }

  @Test
  void aTextGivenAsOptionIsOneCell() {
    try (var repl = repl("typed\n")) {
      assertEquals(0, repl.run("int x = 3; System.out.println(x); x * 2"));
      assertEquals("3\n6\n", out.toString());
      assertEquals(1, repl.run("x +"));
    }
  }

  @Test
  void anInterruptedCellHasTheShellsExitCode() throws Exception {
    try (var repl = repl("")) {
      var code =
          CompletableFuture.supplyAsync(
              () -> repl.run("System.out.println(1); while (true) { }"),
              r -> Thread.ofPlatform().daemon().start(r));
      while (out.toString().isEmpty()) {
        Thread.sleep(10);
      }
      repl.interrupt();
      assertEquals(130, code.get(20, TimeUnit.SECONDS));
    }
  }
}
