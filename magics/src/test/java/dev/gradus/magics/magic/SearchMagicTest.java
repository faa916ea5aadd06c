package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%search` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void triesAndKeepsTheScores() {
    cells.value("var before = net.parameters().snapshot();");
    var shown =
        cells.bundle(
            "var found = %search net digits --trials 3 --lr 1e-3:1e-2 --batch 16,32 --optimizer sgd,adam\nfound");
    assertTrue(shown.plain().startsWith("search results"), shown.plain());
    assertTrue(String.valueOf(shown.data().get("text/html")).contains("<td"), "table");
    assertEquals("3", cells.value("found.outcomes().size()"));
    assertEquals("true", cells.value("found.best().score() >= found.outcomes().getLast().score()"));
    assertEquals("true", cells.value("Arrays.equals(before, net.parameters().snapshot())"));
    assertTrue(
        cells.bundles().stream()
            .anyMatch(b ->
                b.plain().startsWith("Search: 3 trials") && b.data().containsKey("image/png")));
    assertTrue(cells.texts().stream().anyMatch(t -> t.startsWith("trial 3 of 3: score")));
    assertEquals(
        "true",
        cells.value("table(found).doubleColumn(\"score\").getDouble(0) == found.best().score()"));
  }

  @Test
  void gridsTryAllCombinations() {
    cells.value("var grid = %search net digits --grid --trials 2 --batch 32,64 --no-figure");
    assertEquals("4", cells.value("grid.outcomes().size()"));
  }

  @Test
  void mistakesAreSentences() {
    assertTrue(cells.error("%search net digits --lr 1e-3").contains("lowest and highest rate"));
    assertTrue(cells.error("%search net digits --batch a").contains("no number"));
    assertTrue(cells.error("%search net digits --optimizer adem").contains("Did you mean adam?"));
    assertTrue(cells.error("%search net digits --validation 1").contains("share above 0"));
  }
}
