package dev.gradus.notebooks.jupyter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kernel where users meet it: nbclient and nbconvert, the console, and JupyterLab and Notebook
/// 7 in a browser. Screenshots, executed notebooks and logs are left in `target/jupyter`.
@Tag("jupyter")
class FrontEndsTest {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @BeforeAll
  static void install() {
    JupyterFixture.install();
  }

  @Test
  void everyNotebookRunsInNbclient() throws Exception {
    var arguments = new ArrayList<Object>();
    arguments.add(JupyterFixture.out("nbclient"));
    arguments.add(JupyterFixture.KERNEL);
    arguments.add(JupyterFixture.RESOURCES.resolve("tour.ipynb"));
    try (Stream<Path> files = Files.list(Path.of(""))) {
      List<Path> chapters =
          files.filter(f -> f.toString().endsWith(".ipynb")).map(Path::toAbsolutePath).toList();
      assertTrue(!chapters.isEmpty(), "no notebooks");
      arguments.addAll(chapters);
    }
    JupyterFixture.script("run_notebooks.py", "nbclient", LIMIT, arguments.toArray());
  }

  @Test
  void parametersGiveWhatPapermillsContractGives() {
    JupyterFixture.script(
        "run_parameters.py",
        "parameters",
        LIMIT,
        JupyterFixture.out("parameters"),
        JupyterFixture.KERNEL,
        JupyterFixture.LAUNCHER);
  }

  @Test
  void runsInTheConsole() {
    JupyterFixture.script("run_console.py", "console", LIMIT, JupyterFixture.KERNEL);
  }

  @ParameterizedTest
  @CsvSource({"lab, light", "lab, dark", "notebook, light"})
  void showsTablesPicturesAndTheLiveCurve(String frontEnd, String theme) {
    tour("tour", "tour-" + frontEnd + "-" + theme, frontEnd, theme);
  }

  @ParameterizedTest
  @CsvSource({"lab", "notebook"})
  void interruptsAndRestarts(String frontEnd) {
    var label = "interrupt-" + frontEnd;
    JupyterFixture.script(
        "browser_interrupt.py",
        label,
        LIMIT,
        JupyterFixture.RESOURCES.resolve("interrupt.ipynb"),
        JupyterFixture.KERNEL,
        JupyterFixture.out(label),
        frontEnd);
  }

  private static void tour(String notebook, String label, String frontEnd, String theme) {
    JupyterFixture.script(
        "browser_tour.py",
        label,
        LIMIT,
        JupyterFixture.RESOURCES.resolve(notebook + ".ipynb"),
        JupyterFixture.KERNEL,
        JupyterFixture.out(label),
        frontEnd,
        theme);
  }
}
