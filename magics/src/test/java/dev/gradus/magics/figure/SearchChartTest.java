package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.NumericException;
import dev.gradus.engine.diagnose.Search;
import dev.gradus.magics.Charts;
import dev.gradus.magics.MagicsException;
import dev.gradus.magics.Tables;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SearchChartTest {
  private static Search done() {
    var search = Search.grid(3).logUniform("rate", 1e-4, 1e-2).choice("optimizer", "sgd", "adam");
    search.run(t -> {
      if (t.number() == 5) {
        throw new NumericException("the loss is NaN.");
      }
      return -Math.abs(Math.log10(t.real("rate")) + 3)
          + (t.text("optimizer").equals("adam") ? 1 : 0);
    });
    return search;
  }

  @Test
  void tableHoldsTheOutcomesBestFirst() {
    var search = done();
    var table = Charts.searchResults(search).data();
    assertArrayEquals(
        search.outcomes().stream().mapToDouble(Search.Outcome::score).toArray(),
        table.doubleColumn("score").asDoubleArray());
    assertEquals(1e-3, table.doubleColumn("rate").getDouble(0), 1e-9);
    assertEquals("adam", table.stringColumn("optimizer").get(0));
    assertEquals("the loss is NaN.", table.stringColumn("failure").get(5));
    assertEquals(
        List.of("trial", "rate", "optimizer", "score", "seconds", "failure"),
        Tables.table(search).columnNames());
  }

  @Test
  void textNamesTheBestAndTheFailed() {
    var facts = Charts.searchResults(done()).facts();
    assertTrue(facts.startsWith("Search: 6 trials, scores from"), facts);
    assertTrue(facts.contains("1 failed. Best: 4"), facts);
  }

  @Test
  void pictureHasAPanelForEachSetting() {
    var figure = Charts.searchResults(done());
    var charts = ((ChartPicture) figure.picture()).charts();
    assertEquals(
        List.of("Score against rate", "Score against optimizer"),
        charts.stream().map(c -> c.getTitle()).toList());
    var trials = Objects.requireNonNull(charts.getFirst().getSeriesMap().get("0 a trial marks"));
    assertEquals(5, trials.getYData().length);
  }

  @Test
  void nothingTriedIsSaid() {
    var search = Search.random(1).uniform("x", 0, 1);
    assertThrows(MagicsException.class, () -> Charts.searchResults(search));
    assertThrows(MagicsException.class, () -> Tables.table(search));
  }
}
