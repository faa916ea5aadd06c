package dev.gradus.notebooks;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.kernel.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs every chapter from top to bottom, as `gradus run` does. The environment variable QUICK is
/// set for these tests.
class RunChaptersTest {
  /// A quick run should take 15 s on two free cores; twice that is a failure.
  private static final Duration QUICK = Duration.ofSeconds(30);

  /// The budgets of full runs go up to 240 s; twice that is a failure.
  private static final Duration FULL = Duration.ofMinutes(8);

  private static final Duration CELL = Duration.ofMinutes(4);

  static List<Path> chapters() {
    return ChapterFiles.all();
  }

  @ParameterizedTest
  @MethodSource("chapters")
  void runsQuickly(Path file) throws IOException {
    assertNotNull(System.getenv("QUICK"), "QUICK is not set for this test");
    check(file, Notebook.read(file), QUICK);
  }

  @ParameterizedTest
  @MethodSource("chapters")
  @Tag("full")
  void runsInFull(Path file) throws IOException {
    check(file, NotebookRun.inFull(Notebook.read(file)), FULL);
  }

  private static void check(Path file, Notebook notebook, Duration limit) throws IOException {
    int pictures = NotebookRun.check(file, notebook, CELL, limit);
    assertTrue(pictures >= 5, file + " shows " + pictures + " pictures");
  }
}
