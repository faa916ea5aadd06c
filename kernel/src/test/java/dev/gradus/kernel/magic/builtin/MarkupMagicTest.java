package dev.gradus.kernel.magic.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.kernel.session.CellResult;
import dev.gradus.kernel.session.Cells;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MarkupMagicTest {
  private final Cells cells = new Cells();

  @AfterAll
  void close() {
    cells.close();
  }

  @ParameterizedTest
  @CsvSource({
    "html, text/html",
    "markdown, text/markdown",
    "latex, text/latex",
    "svg, image/svg+xml",
    "javascript, application/javascript"
  })
  void showsTheCell(String name, String mime) {
    String body = "<b>\"x\" \\ %time</b>\nline 2";
    var result = cells.run("%%" + name + "\n" + body);
    assertEquals(
        body, java.util.Objects.requireNonNull(((CellResult.Ok) result).value()).data().get(mime));
  }
}
