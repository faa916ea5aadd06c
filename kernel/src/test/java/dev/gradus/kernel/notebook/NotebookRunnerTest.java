package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs.Stream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NotebookRunnerTest {
  private static final NotebookRunner.Options PLAIN =
      new NotebookRunner.Options(Duration.ZERO, false);

  private final ScriptedSession session = ScriptedSession.standard();

  static Notebook notebook(String... sources) {
    var notebook =
        Notebook.parse("{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{},\"cells\":[]}", "n");
    for (int i = 0; i < sources.length; i++) {
      notebook.insert(i, NotebookCell.code("c" + i, sources[i]));
    }
    return notebook;
  }

  static void tag(NotebookCell cell, String tag) {
    var tags = new JsonArray();
    tags.add(tag);
    cell.metadata().add("tags", tags);
  }

  private NotebookRunner.Report run(Notebook notebook, NotebookRunner.Options options) {
    return new NotebookRunner(session, options, NotebookRunner.Progress.SILENT).run(notebook);
  }

  @Test
  void cellsRunInOrderWithNumbersAndResults() {
    Notebook notebook = notebook("a", "  \n", "b");
    notebook.cells().get(0).outputs().add("old");
    var report = run(notebook, PLAIN);
    assertTrue(report.ok());
    assertEquals(2, report.ran());
    assertEquals(List.of("a", "b"), session.ran.stream().map(c -> c.code()).toList());
    assertEquals(1, notebook.cells().get(0).executionCount());
    assertNull(notebook.cells().get(1).executionCount());
    assertEquals(2, notebook.cells().get(2).executionCount());
    JsonObject output = notebook.cells().get(2).outputs().get(0).getAsJsonObject();
    assertEquals(2, output.get("execution_count").getAsInt());
    assertEquals(1, notebook.cells().get(0).outputs().size());
  }

  @Test
  void theFirstErrorEndsTheRunAndIsKept() {
    Notebook notebook = notebook("a", "fail", "b");
    var report = run(notebook, PLAIN);
    assertFalse(report.ok());
    assertEquals(2, report.ran());
    assertNotNull(report.failure());
    assertEquals("no luck", report.failure().error().message());
    assertEquals(2, report.failure().position());
    var error = notebook.cells().get(1).outputs().get(0).getAsJsonObject();
    assertEquals("error", error.get("output_type").getAsString());
    assertNull(notebook.cells().get(2).executionCount());
    assertEquals(0, notebook.cells().get(2).outputs().size());
  }

  @Test
  void aCellTaggedRaisesExceptionMayFail() {
    Notebook notebook = notebook("fail", "b");
    tag(notebook.cells().get(0), "raises-exception");
    assertTrue(run(notebook, PLAIN).ok());
    assertEquals(2, session.ran.size());
  }

  @Test
  void errorsMayBeAllowed() {
    assertTrue(run(notebook("fail", "b"), new NotebookRunner.Options(Duration.ZERO, true)).ok());
    assertEquals(2, session.ran.size());
  }

  @Test
  void skippedCellsAreLeftAlone() {
    Notebook notebook = notebook("fail", "b");
    tag(notebook.cells().get(0), "skip-execution");
    notebook.cells().get(0).outputs().add(new JsonObject());
    assertTrue(run(notebook, PLAIN).ok());
    assertEquals(1, notebook.cells().get(0).outputs().size());
  }

  @Test
  void aCellThatTakesTooLongIsInterruptedEvenIfErrorsAreAllowed() {
    Notebook notebook = notebook("hang", "b");
    var report = run(notebook, new NotebookRunner.Options(Duration.ofMillis(200), true));
    assertNotNull(report.failure());
    assertEquals("TimeoutError", report.failure().error().name());
    assertTrue(report.failure().error().message().contains("longer than 0.2 s"));
    assertEquals(1, session.ran.size());
    assertTrue(report.time().toSeconds() < 10);
  }

  @Test
  void stopEndsTheRun() throws InterruptedException {
    Notebook notebook = notebook("hang", "b");
    var runner = new NotebookRunner(session, PLAIN, NotebookRunner.Progress.SILENT);
    session.on(
        "hang",
        _ -> {
          runner.stop();
          return ScriptedSession.failed("InterruptedException", "interrupted");
        });
    var report = runner.run(notebook);
    assertTrue(report.stopped());
    assertFalse(report.ok());
    assertEquals(1, session.ran.size());
  }

  @Test
  void aLaterCellMayUpdateAnEarlierOutputAndAThreadMayWriteLate() throws InterruptedException {
    session.on(
        "show",
        outputs -> {
          outputs.display(MimeBundle.text("old"), "id");
          session.on(
              "update",
              later -> {
                later.updateDisplay("id", MimeBundle.text("new"));
                outputs.stream(Stream.STDOUT, "late");
                return ScriptedSession.ok();
              });
          return ScriptedSession.ok();
        });
    Notebook notebook = notebook("show", "update");
    run(notebook, PLAIN);
    JsonArray first = notebook.cells().get(0).outputs();
    assertTrue(first.get(0).toString().contains("new"), first.toString());
    assertTrue(first.get(1).toString().contains("late"), first.toString());
    assertEquals(0, notebook.cells().get(1).outputs().size());
  }

  @Test
  void aDefectOfTheSessionIsAnErrorToo() {
    session.on(
        "a",
        _ -> {
          throw new IllegalStateException("broken");
        });
    var report = run(notebook("a", "b"), PLAIN);
    assertNotNull(report.failure());
    assertEquals("InternalError", report.failure().error().name());
  }

  @Test
  void metadataNamesTheLanguageAndKeepsAKernel() {
    Notebook notebook = notebook("a");
    run(notebook, PLAIN);
    assertTrue(notebook.metadata().toString().contains("\"name\":\"gradus\""));
    assertEquals("java", notebook.language());
    Notebook other = notebook("a");
    var kernel = new JsonObject();
    kernel.addProperty("name", "java");
    kernel.addProperty("language", "java");
    other.metadata().add("kernelspec", kernel.deepCopy());
    run(other, PLAIN);
    assertEquals(kernel, other.metadata().get("kernelspec"));
    kernel.addProperty("language", "python");
    other.metadata().add("kernelspec", kernel);
    var e = assertThrows(NotebookException.class, () -> run(other, PLAIN));
    assertTrue(String.valueOf(e.getMessage()).contains("python"), String.valueOf(e.getMessage()));
  }

  @Test
  void titlesAreTheFirstLineThatSaysSomething() {
    assertEquals(
        "Load the data",
        NotebookRunner.title(NotebookCell.code("x", "\n// Load the data\nint x;")));
    assertEquals("int x = 1;", NotebookRunner.title(NotebookCell.code("x", "//\nint x = 1;")));
  }
}
