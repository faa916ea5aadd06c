package dev.gradus.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.google.gson.JsonObject;
import dev.gradus.kernel.notebook.Notebook;
import dev.gradus.kernel.notebook.NotebookCell;
import dev.gradus.kernel.notebook.NotebookRunner;
import dev.gradus.kernel.session.Sessions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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
    var notebook = Notebook.read(file);
    for (NotebookCell cell : notebook.cells()) {
      var full = cell.source().replace("System.getenv(\"QUICK\") != null", "false");
      cell.json().addProperty("source", full);
    }
    check(file, notebook, FULL);
  }

  private static void check(Path file, Notebook notebook, Duration limit) throws IOException {
    var report = run(notebook);
    double seconds = report.time().toMillis() / 1e3;
    System.out.printf(Locale.ROOT, "%s: %d cells in %.1f s%n", file, report.ran(), seconds);
    var failure = report.failure();
    assertTrue(report.ok(), () -> failure == null ? "stopped" : failure.title() + failure.error());
    int pictures = 0;
    for (NotebookCell cell : notebook.cells()) {
      if (cell.kind() == NotebookCell.Kind.CODE) {
        pictures += checkOutputs(cell);
      }
    }
    assertTrue(pictures >= 5, file + " shows " + pictures + " pictures");
    assertTrue(
        report.time().compareTo(scaled(limit)) <= 0,
        file + " took " + report.time() + ", the limit is " + scaled(limit));
  }

  private static NotebookRunner.Report run(Notebook notebook) {
    try (var session = Sessions.open()) {
      var options = new NotebookRunner.Options(CELL, false);
      return new NotebookRunner(session, options, NotebookRunner.Progress.SILENT).run(notebook);
    }
  }

  /// Others who want the processor take their share: a machine with twice as much to do as it has
  /// cores gets twice the time.
  private static Duration scaled(Duration limit) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    double load = system.getSystemLoadAverage() / system.getAvailableProcessors();
    return Duration.ofMillis(Math.round(limit.toMillis() * Math.max(1, load)));
  }

  /// Returns how many pictures the cell shows.
  private static int checkOutputs(NotebookCell cell) throws IOException {
    int pictures = 0;
    var printed = new ArrayList<String>();
    for (JsonObject output : ChapterFiles.objects(cell.outputs())) {
      switch (output.get("output_type").getAsString()) {
        case "stream" -> {
          var text = ChapterFiles.text(output.get("text"));
          assertEquals("stdout", output.get("name").getAsString(), cell.id() + ": " + text);
          text.lines().forEach(printed::add);
        }
        case "error" -> fail(cell.id() + ": " + output);
        default -> pictures += checkPicture(cell, output.getAsJsonObject("data"));
      }
    }
    if (cell.id().startsWith("check-")) {
      assertFalse(printed.isEmpty(), cell.id() + " checks nothing");
      assertTrue(
          printed.stream().allMatch(line -> line.startsWith("OK  ")), cell.id() + ": " + printed);
    }
    return pictures;
  }

  private static int checkPicture(NotebookCell cell, JsonObject data) throws IOException {
    assertTrue(data.has("text/plain"), cell.id() + " shows something without a text form");
    if (!data.has("image/png")) {
      return 0;
    }
    var base64 = ChapterFiles.text(data.get("image/png"));
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64)));
    assertNotNull(image, cell.id() + ": no PNG");
    int width = image.getWidth();
    int height = image.getHeight();
    assertTrue(width >= 100 && width <= 3000, cell.id() + " is " + width + " pixels wide");
    assertTrue(height >= 60 && height <= 3000, cell.id() + " is " + height + " pixels high");
    long colors =
        IntStream.range(0, width * height)
            .map(i -> image.getRGB(i % width, i / width))
            .distinct()
            .limit(3)
            .count();
    assertTrue(colors >= 3, cell.id() + " is empty");
    return 1;
  }
}
