package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

@Timeout(60)
class RunCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final ScriptedSession session = ScriptedSession.standard();

  private int run(String... arguments) {
    return new CommandLine(new RunCommand(() -> session))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private Path notebook(String name, String... sources) {
    Path file = folder.resolve(name);
    NotebookRunnerTest.notebook(sources).write(file);
    return file;
  }

  @Test
  void aGoodRunWritesNotebookAndPage() throws IOException {
    Path file = notebook("a.ipynb", "// one\n1", "2");
    String before = Files.readString(file);
    Path results = folder.resolve("results");
    assertEquals(0, run(file.toString(), "--progress", "--output-dir", results.toString()));
    assertEquals(before, Files.readString(file), "the source stays as it is");
    assertTrue(Files.readString(results.resolve("a.ipynb")).contains("value of 2"));
    assertTrue(Files.readString(results.resolve("a.html")).contains("value of 2"));
    assertTrue(
        out.toString().matches("(?s).*\\[1/2] one \\.\\.\\. [0-9.]+ s\\R.*\\[2/2] 2 .*"),
        out.toString());
    assertTrue(out.toString().contains(results.resolve("a.html").toString()), out.toString());
    assertEquals("", err.toString());
    assertTrue(session.closed);
  }

  @Test
  void aFailingCellGivesCode1AndStillWrites() throws IOException {
    Path file = notebook("a.ipynb", "1", "fail", "3");
    Path results = folder.resolve("r");
    assertEquals(1, run(file.toString(), "--output-dir", results.toString()));
    assertTrue(err.toString().contains("IllegalStateException: no luck"), err.toString());
    assertFalse(err.toString().contains("\033"), "no colours in a log");
    assertTrue(Files.readString(results.resolve("a.ipynb")).contains("no luck"));
    assertTrue(Files.readString(results.resolve("a.html")).contains("no luck"));
  }

  @Test
  void timeoutGivesCode4() {
    Path file = notebook("a.ipynb", "hang");
    assertEquals(
        4,
        run(
            file.toString(),
            "--kernel-timeout",
            "0.2",
            "--no-html",
            "--output-dir",
            folder.resolve("r").toString()));
    assertTrue(err.toString().contains("longer than 0.2 s"), err.toString());
    assertFalse(Files.exists(folder.resolve("r/a.html")));
  }

  @Test
  void wrongUseGivesCode2AndRunsNothing() {
    Path good = notebook("a.ipynb", "1");
    assertEquals(2, run());
    assertEquals(3, run(good.toString(), folder.resolve("none.ipynb").toString()));
    assertTrue(err.toString().contains("There is no notebook"), err.toString());
    assertEquals(2, run(good.toString(), "--timeout", "-1"));
    assertEquals(2, run(good.toString(), "--timeout", "soon"));
    assertEquals(2, run(good.toString(), "--output-dir", folder.toString()));
    assertTrue(err.toString().contains("would overwrite"), err.toString());
    Path other = notebook("sub/a.ipynb", "1");
    assertEquals(
        2, run(good.toString(), other.toString(), "--output-dir", folder.resolve("r").toString()));
    assertTrue(session.ran.isEmpty());
  }

  @Test
  void severalNotebooksRunEvenIfOneFails() {
    Path bad = notebook("bad.ipynb", "fail");
    Path good = notebook("good.ipynb", "1");
    Path results = folder.resolve("r");
    assertEquals(1, run(bad.toString(), good.toString(), "--output-dir", results.toString()));
    assertTrue(Files.exists(results.resolve("good.html")));
  }

  @Test
  void aPipeGetsOneLineForEachNotebook() {
    Path file = notebook("a.ipynb", "1", "2");
    assertEquals(0, run(file.toString(), "--output-dir", folder.resolve("r").toString()));
    assertEquals(1, out.toString().lines().count(), out.toString());
    assertTrue(out.toString().startsWith("2 cells, "), out.toString());
  }

  @Test
  void outputNamesTheResult() {
    Path file = notebook("a.ipynb", "1");
    String results = folder.resolve("r").toString();
    assertEquals(0, run(file.toString(), "--output-dir", results, "--output", "b"));
    assertTrue(Files.exists(folder.resolve("r/b.ipynb")));
    assertTrue(Files.exists(folder.resolve("r/b.html")));
    assertEquals(2, run(file.toString(), file.toString(), "-o", "b"));
    assertEquals(2, run(file.toString(), "--inplace", "-o", "b"));
  }

  @Test
  void inplaceWritesIntoTheNotebookAndNoPage() throws IOException {
    Path file = notebook("a.ipynb", "1");
    assertEquals(0, run(file.toString(), "--inplace"));
    assertTrue(Files.readString(file).contains("value of 1"));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void theCodeIsThatOfTheFirstNotebookThatDidNotEndWell() {
    String good = notebook("good.ipynb", "1").toString();
    String bad = notebook("bad.ipynb", "fail").toString();
    String slow = notebook("slow.ipynb", "hang").toString();
    String results = folder.resolve("r").toString();
    assertEquals(1, run(good, bad, slow, "--kernel-timeout", "0.2", "--output-dir", results));
    assertEquals(4, run(slow, bad, good, "--kernel-timeout", "0.2", "--output-dir", results));
    assertEquals(
        4, run(slow, "--allow-errors", "--kernel-timeout", "0.2", "--output-dir", results));
  }

  @Test
  void parametersComeFromTheCommandLineAndAFile() throws IOException {
    Notebook notebook = NotebookRunnerTest.notebook("int n = 1; \nString s = \"\";\ndouble d = 0;");
    NotebookRunnerTest.tag(notebook.cells().get(0), "parameters");
    Path file = folder.resolve("p.ipynb");
    notebook.write(file);
    Path values = folder.resolve("values.json");
    Files.writeString(values, "{\"n\": 5, \"s\": \"7\"}");
    String[] common = {
      file.toString(),
      "--output-dir",
      folder.resolve("r").toString(),
      "-p",
      "n=2",
      "-p",
      "d",
      "3",
      "--parameters-file",
      values.toString()
    };
    assertEquals(0, run(common), err.toString());
    var injected = Notebook.read(folder.resolve("r/p.ipynb")).cells().get(1);
    assertEquals("// parameters of this run\nn = 2;\ns = \"7\";\nd = 3.0;", injected.source());
    assertEquals(2, run(file.toString(), "-p", "n=many"));
    assertTrue(err.toString().contains("n is declared as int and cannot be many"), err.toString());
    assertEquals(2, run(file.toString(), "-p", "-x"));
    Files.writeString(values, "[1]");
    assertEquals(3, run(file.toString(), "--parameters-file", values.toString()));
  }

  @Test
  void helpTellsTheExitCodes() {
    assertEquals(0, run("--help"));
    for (String code : new String[] {"0", "1", "2", "3", "4", "130"}) {
      assertTrue(out.toString().matches("(?s).*\\R +" + code + "  +\\w.*"), out.toString());
    }
  }

  @Test
  void anotherLanguageGivesCode3() throws IOException {
    Path file = notebook("a.ipynb", "1");
    Files.writeString(
        file,
        Files.readString(file)
            .replace(
                "\"metadata\": {},\n \"nbf",
                "\"metadata\": {\"kernelspec\": {\"language\": \"python\"}},\n \"nbf"));
    assertEquals(3, run(file.toString(), "--output-dir", folder.resolve("r").toString()));
    assertTrue(err.toString().contains("python"), err.toString());
    assertTrue(session.ran.isEmpty());
  }
}
