package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Timeout(60)
class ConvertCommandTest {
  private static final String[] CODE = {
    "var limit = 4;\nvar title = \"squares\";",
    """
    import java.util.stream.IntStream;
    int square(int n) {
      return Math.min(n * n, limit);
    }
    record Pair(int a, int b) {}\
    """,
    "%who\nvar pair = new Pair(1, square(3)); // %who is a comment",
    "for (int i = 0; i < 2; i++) {\n  System.out.println(title + square(i));\n}\npair.b() + 38",
    "String text = \"\"\"\n%not a magic\n\"\"\";\nvar title = \"again\";\nSystem.out.print(text + title)",
  };

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int convert(String... arguments) {
    return new CommandLine(new ConvertCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String write(String name, Notebook notebook) {
    Path file = folder.resolve(name);
    notebook.write(file);
    return file.toString();
  }

  private String code() {
    return write("1 code.ipynb", NotebookRunnerTest.notebook(CODE));
  }

  private String rich() throws IOException {
    return write("rich.ipynb", Notebook.parse(NotebookTest.resource("rich45.ipynb"), "rich"));
  }

  @Test
  void htmlUsesTheStoredOutputs() throws IOException {
    String file = rich();
    assertEquals(0, convert(file), err.toString());
    String page = Files.readString(folder.resolve("rich.html"));
    assertTrue(page.contains("class=\"source\""));
    assertTrue(page.contains("class=\"output\""));
    assertEquals(0, convert(file, "--no-input", "--output-dir", folder.resolve("o").toString()));
    String bare = Files.readString(folder.resolve("o/rich.html"));
    assertFalse(bare.contains("class=\"source\""));
    assertTrue(bare.contains("class=\"output\""));
    assertEquals(NotebookTest.resource("rich45.ipynb"), Files.readString(Path.of(file)));
  }

  @Test
  void theJavaSourceRunsAsTheNotebookDoes() throws Exception {
    assertEquals(0, convert(code(), "--to", "java"), err.toString());
    Path file = folder.resolve("Notebook_1_code.java");
    String source = Files.readString(file);
    assertTrue(source.contains("// %who\n"), source);
    assertTrue(source.contains("\nint limit = 4;\n"), source);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals("squares0\nsquares1\n42\n%not a magic\nagain", said, source);
    assertEquals(0, process.waitFor());
  }

  @Test
  void theJshellScriptRunsAsTheNotebookDoes() throws Exception {
    assertEquals(0, convert(code(), "--to", "jshell"), err.toString());
    var said = new ByteArrayOutputStream();
    var nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    JavaShellToolBuilder.builder()
        .out(nowhere, nowhere, new PrintStream(said, true, StandardCharsets.UTF_8))
        .err(nowhere)
        .persistence(new java.util.HashMap<>())
        .env(Map.of())
        .start(
            "--class-path",
            System.getProperty("java.class.path"),
            folder.resolve("1 code.jsh").toString());
    assertEquals("squares0\nsquares1\n%not a magic\nagain", said.toString(StandardCharsets.UTF_8));
  }

  @Test
  void markdownHasItsPicturesBeside() throws IOException {
    byte[] picture = {1, 2, 3, 4};
    String base64 = Base64.getEncoder().encodeToString(picture);
    String text =
        """
        {"cells": [
         {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "# T\\n![x](attachment:my%20p.png)",
          "attachments": {"my p.png": {"image/png": "BASE"}}},
         {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": 1, "source": "`` ```",
          "outputs": [
           {"output_type": "stream", "name": "stdout", "text": ["1 %\\r", "2 %\\n"]},
           {"output_type": "display_data", "metadata": {},
            "data": {"image/png": "BASE", "text/plain": "a [curve]"}},
           {"output_type": "execute_result", "execution_count": 1, "metadata": {},
            "data": {"text/html": "<b>4</b>", "text/plain": "4"}},
           {"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["\\u001b[31mE: v\\u001b[0m"]}]}],
         "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        """
            .replace("BASE", base64);
    String file = write("n.ipynb", Notebook.parse(text, "n"));
    assertEquals(0, convert(file, "--to", "md"), err.toString());
    assertEquals(
        """
        # T
        ![x](n_files/cell_1_my_p.png)

        ````java
        `` ```
        ````

        ```text
        2 %
        ```

        ![a curve](n_files/cell_2_2.png)

        ```text
        4
        ```

        ```text
        E: v
        ```
        """,
        Files.readString(folder.resolve("n.md")));
    assertArrayEquals(picture, Files.readAllBytes(folder.resolve("n_files/cell_1_my_p.png")));
    assertArrayEquals(picture, Files.readAllBytes(folder.resolve("n_files/cell_2_2.png")));
    assertEquals(0, convert(file, "--to", "md", "--no-input"));
    assertFalse(Files.readString(folder.resolve("n.md")).contains("```java"));
  }

  @Test
  void wrongUseAndWrongFilesHaveTheirCodes() throws IOException {
    String file = code();
    assertEquals(2, convert());
    assertEquals(2, convert(file, "--to", "pdf"));
    assertEquals(2, convert(file, "--to", "java", "--no-input"));
    assertEquals(3, convert(folder.resolve("none.ipynb").toString()));
    assertEquals(3, convert(Files.writeString(folder.resolve("x.ipynb"), "x").toString()));
    assertTrue(err.toString().contains("--to takes html, java, jshell or md, not pdf."));
  }
}
