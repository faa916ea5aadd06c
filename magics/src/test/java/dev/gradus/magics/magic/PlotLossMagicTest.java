package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%plot_loss` in cells, with the panels and marks of a run.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlotLossMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void marksMetricsAndRatesAreDrawn() {
    cells.value(
        "var h = %train net digits --epochs 4 --metrics f1 --schedule cosine --early-stopping 1 --quiet");
    var text = cells.value("var fig = %plot_loss h\nfig");
    assertTrue(text.contains("Learning rate from"), text);
    assertTrue(text.contains("Last validation"), text);
    var panels = cells.value("fig.data().stringColumn(\"quantity\").unique().asList()");
    assertTrue(
        panels.contains("loss") && panels.contains("learning rate") && panels.contains("f1"),
        panels);
    var best = cells.value("\"best: epoch \" + h.bestEpoch().orElseThrow().number()");
    assertEquals("true", cells.value("fig.svg().contains(\"" + best + "\")"));
    assertEquals(
        "true",
        cells.value(
            "fig.data().where(t -> t.stringColumn(\"series\").isEqualTo(\""
                + best
                + "\")).doubleColumn(\"value\").getDouble(0) == h.bestEpoch().orElseThrow().validationLoss()"));
  }

  @Test
  void runsAreComparedByName() {
    cells.value("var a = net.train(digits).epochs(2).run();");
    cells.value("var b = net.train(digits).epochs(2).optimizer(sgd(0.1)).run();");
    var text = cells.value("%plot_loss a b");
    assertEquals(2, text.lines().count(), text);
    cells.value(
        "var runs = new LinkedHashMap<String, History>(); runs.put(\"adam\", a); runs.put(\"sgd\", b);");
    var names =
        cells.value(
            "compare(runs).data().stringColumn(\"series\").unique().asList().stream().sorted().toList()");
    assertEquals("[adam, training, adam, validation, sgd, training, sgd, validation]", names);
    assertTrue(cells.value("compare(runs)").startsWith("adam: Training of"), "names in the text");
  }

  @Test
  void showsValuesUnderThePointer() {
    cells.value("var seen = net.train(digits).epochs(1).run();");
    var bundle = cells.bundle("%plot_loss seen --as vega");
    assertTrue(bundle.data().containsKey("application/vnd.vegalite.v5+json"));
    assertTrue(bundle.data().containsKey("image/png"));
    assertEquals(bundle.plain(), cells.value("lossCurve(seen)"));
    assertTrue(cells.value("%help plot_loss").contains("(one of vega)"));
  }

  @Test
  void nothingTrainedIsSaid() {
    cells.value("var fresh = Model.sequential(Shape.of(2), dense(2));");
    assertTrue(cells.error("%plot_loss fresh").contains("fresh has not been trained yet"));
    assertTrue(cells.error("%plot_loss digits").contains("Give a History"));
  }
}
