package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `gradus run` with real Java.
@Timeout(120)
class RunRealSessionTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String run(int code, String[] sources, String... options) throws IOException {
    Path file = folder.resolve("n.ipynb");
    NotebookRunnerTest.notebook(sources).write(file);
    String[] arguments = java.util.Arrays.copyOf(options, options.length + 3);
    arguments[options.length] = file.toString();
    arguments[options.length + 1] = "--output-dir";
    arguments[options.length + 2] = folder.resolve("r").toString();
    int actual =
        new CommandLine(new RunCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(arguments);
    assertEquals(code, actual, out + "\n" + err);
    return Files.readString(folder.resolve("r/n.ipynb"));
  }

  @Test
  void variablesStreamsAndResults() throws IOException {
    String json =
        run(0, new String[] {"int x = 20;", "System.out.println(\"x is \" + x);\nx + 22"});
    var cells = Notebook.parse(json, "n").cells();
    String outputs = cells.get(1).outputs().toString();
    assertTrue(outputs.contains("x is 20"), outputs);
    assertTrue(outputs.contains("\"42\""), outputs);
    assertTrue(Files.readString(folder.resolve("r/n.html")).contains(">42</pre>"));
    assertEquals("", err.toString());
  }

  @Test
  void anExceptionStopsTheRunWithItsCell() throws IOException {
    String json = run(1, new String[] {"int zero = 0;", "int y = 1 / zero;", "zero"});
    assertTrue(json.contains("ArithmeticException"), json);
    assertTrue(err.toString().contains("cell 2 of 3 failed"), err.toString());
    assertTrue(err.toString().contains("/ by zero"), err.toString());
  }

  @Test
  void aCompileErrorIsShown() throws IOException {
    String json = run(1, new String[] {"int y = \"text\";"});
    assertTrue(json.contains("\"output_type\": \"error\""), json);
  }

  @Test
  void anEndlessLoopRunsIntoTheTimeout() throws IOException {
    run(4, new String[] {"while (true) {}", "1"}, "--kernel-timeout", "2");
    assertTrue(err.toString().contains("longer than 2 s"), err.toString());
  }
}
