package dev.gradus.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.gradus.kernel.html.NotebookPage;
import dev.gradus.kernel.magic.Magic;
import dev.gradus.kernel.magic.MagicRegistry;
import dev.gradus.kernel.magic.MagicSpec;
import dev.gradus.kernel.notebook.Notebook;
import dev.gradus.kernel.notebook.NotebookCell;
import dev.gradus.magics.Charts;
import dev.gradus.magics.Figures;
import dev.gradus.magics.figure.Figure;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// `docs/gallery.ipynb`: that it has every figure, runs, and shows something in every cell. The run
/// leaves `target/site/gallery.html` and `target/site/gallery.ipynb`.
class GalleryTest {
  private static final Path FILE = Path.of("..", "docs", "gallery.ipynb");
  private static final Path SITE = Path.of("target", "site");

  /// The limit of a quick run: nearly a hundred cells, most of them compiled and drawn once, so
  /// that little of it is warm.
  private static final Duration QUICK = Duration.ofSeconds(90);

  /// The limit of a full run.
  private static final Duration FULL = Duration.ofMinutes(3);

  private static final Duration CELL = Duration.ofMinutes(2);

  /// The largest picture, in bytes.
  private static final int BYTES = 60_000;

  /// Magics that show a line of text or nothing. A new magic belongs into the gallery, or here.
  private static final Set<String> WITHOUT_FIGURE =
      Set.of(
          "checkpoint",
          "device",
          "evaluate",
          "gradcheck",
          "load_model",
          "memory",
          "overfit",
          "resume",
          "sample",
          "save");

  @Test
  void everyMagicOccurs() {
    var used = magicsOf(source());
    for (MagicSpec spec : magics()) {
      boolean left = WITHOUT_FIGURE.contains(spec.name());
      assertEquals(!left, used.contains(spec.name()), "%" + spec.name() + " in " + FILE);
      assertFalse(left && spec.magic().resultType() == Figure.class, "%" + spec.name() + " draws");
    }
  }

  @Test
  void everyCallThatDrawsOccurs() {
    var source = source();
    for (Class<?> holder : List.of(Figures.class, Charts.class)) {
      for (Method method : holder.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers())) {
          var call = "(?s).*\\b" + method.getName() + "\\(.*";
          assertTrue(source.matches(call), method + " is not in " + FILE);
        }
      }
    }
  }

  @Test
  void isStoredWithoutOutputs() {
    var seen = new HashSet<String>();
    for (JsonObject cell : ChapterFiles.cells(ChapterFiles.json(FILE))) {
      var id = ChapterFiles.id(cell);
      assertTrue(id.matches("[a-zA-Z0-9_-]{1,64}") && seen.add(id), id);
      if (ChapterFiles.isCode(cell)) {
        assertTrue(cell.getAsJsonArray("outputs").isEmpty(), id + " is stored with outputs");
        assertTrue(cell.get("execution_count").isJsonNull(), id + " is stored with a number");
      }
    }
  }

  @Test
  void runsQuickly() throws IOException {
    assertNotNull(System.getenv("QUICK"), "QUICK is not set for this test");
    var notebook = Notebook.read(FILE);
    int pictures = NotebookRun.check(FILE, notebook, CELL, QUICK);
    assertTrue(pictures >= 80, "only " + pictures + " pictures");
    Files.createDirectories(SITE);
    notebook.write(SITE.resolve("gallery.ipynb"));
    var html = new NotebookPage(notebook, "gallery", FILE.getParent()).toHtml();
    Files.writeString(SITE.resolve("gallery.html"), html);
    assertEquals(pictures, html.split("<img src=\"data:image/png", -1).length - 1);
    notebook.cells().stream().filter(NotebookCell::runs).forEach(GalleryTest::checkShown);
  }

  @Test
  @Tag("full")
  void runsInFull() throws IOException {
    NotebookRun.check(FILE, NotebookRun.inFull(Notebook.read(FILE)), CELL, FULL);
  }

  /// Every cell but those that make ready shows a picture, a table or a text that pages draw, none
  /// of the pictures large.
  private static void checkShown(NotebookCell cell) {
    int shown = 0;
    for (JsonObject output : ChapterFiles.objects(cell.outputs())) {
      var data = output.getAsJsonObject("data");
      if (data != null && data.has("image/png")) {
        int bytes = Base64.getMimeDecoder().decode(ChapterFiles.text(data.get("image/png"))).length;
        assertTrue(bytes <= BYTES, cell.id() + ": a picture of " + bytes + " bytes");
      }
      boolean text = cell.id().startsWith("text-") && data != null && data.has("text/markdown");
      boolean picture = data != null && (data.has("image/png") || data.has("text/html"));
      shown += picture || text ? 1 : 0;
    }
    assertEquals(cell.id().startsWith("setup-"), shown == 0, cell.id() + " shows " + shown);
  }

  /// What this repository's magics module adds to the kernel.
  private static List<MagicSpec> magics() {
    var own = Figures.class.getPackageName() + ".";
    var all =
        MagicRegistry.load(List.<Magic<?, ?>>of()).all().stream()
            .filter(s -> s.magic().getClass().getName().startsWith(own))
            .toList();
    assertTrue(all.size() > 40, "magics are missing: " + all.size());
    return all;
  }

  private static String source() {
    return ChapterFiles.cells(ChapterFiles.json(FILE)).stream()
        .filter(ChapterFiles::isCode)
        .map(cell -> ChapterFiles.text(cell.get("source")))
        .collect(Collectors.joining("\n"));
  }

  private static Set<String> magicsOf(String source) {
    return Arrays.stream(source.split("\n", -1))
        .map(line -> line.replaceFirst("^.*?= *%", "%"))
        .filter(line -> line.startsWith("%"))
        .map(line -> line.replaceFirst("^%(\\w+).*", "$1"))
        .collect(Collectors.toSet());
  }
}
