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
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/// Runs a notebook from top to bottom, as `gradus run` does, and looks at what it shows.
final class NotebookRun {
  private NotebookRun() {}

  /// Runs it and fails if a cell fails, prints to standard error, shows an empty picture or one
  /// without a text form, if a check is not passed, or if it takes too long.
  ///
  /// @param cell time for a cell
  /// @param limit time for all, on a machine with nothing else to do
  /// @return how many pictures it shows
  static int check(Path file, Notebook notebook, Duration cell, Duration limit) throws IOException {
    var report = run(notebook, cell);
    double seconds = report.time().toMillis() / 1e3;
    System.out.printf(Locale.ROOT, "%s: %d cells in %.1f s%n", file, report.ran(), seconds);
    var failure = report.failure();
    assertTrue(report.ok(), () -> failure == null ? "stopped" : failure.title() + failure.error());
    int pictures = 0;
    for (NotebookCell one : notebook.cells()) {
      if (one.kind() == NotebookCell.Kind.CODE) {
        pictures += checkOutputs(one);
      }
    }
    assertTrue(
        report.time().compareTo(scaled(limit)) <= 0,
        file + " took " + report.time() + ", the limit is " + scaled(limit));
    return pictures;
  }

  /// The notebook as it is without the environment variable QUICK.
  static Notebook inFull(Notebook notebook) {
    for (NotebookCell cell : notebook.cells()) {
      var full = cell.source().replace("System.getenv(\"QUICK\") != null", "false");
      cell.json().addProperty("source", full);
    }
    return notebook;
  }

  private static NotebookRunner.Report run(Notebook notebook, Duration cell) {
    try (var session = Sessions.open()) {
      var options = new NotebookRunner.Options(cell, false);
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
