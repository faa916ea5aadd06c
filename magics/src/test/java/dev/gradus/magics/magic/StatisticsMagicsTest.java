package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%weights`, `%gradients`, `%activations`, `%dead_units` and `%updates` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatisticsMagicsTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void weightsAreThoseOfTheModel() {
    var shown = cells.bundle("var fig = %weights net\nfig");
    assertTrue(shown.plain().startsWith("Weights of "), shown.plain());
    assertTrue(shown.data().containsKey("image/png"), "picture");
    assertEquals(
        "true",
        cells.value(
            "fig.data().intColumn(\"count\").sum() == 2 * 25 + 10 * net.layer(\"dense_1\").input().size()"));
    assertTrue(cells.value("%weights net dense_1").contains("bias: 10 numbers"));
    assertTrue(cells.error("%weights net dense_2").contains("did you mean dense_1?"));
  }

  @Test
  void gradientsLeaveTheModelAlone() {
    cells.value("var before = net.parameters().snapshot();");
    var text = cells.value("%gradients net digits --samples 20");
    assertTrue(text.contains("conv2d_1: 50 numbers"), text);
    var norms = cells.value("%gradients net digits --samples 20 --norms");
    var expected =
        cells.value(
            "String.format(Locale.ROOT, \"conv2d_1: %.3g\", GradientStatistics.of(net, digits.train(), 20).getFirst().values().norm())");
    assertTrue(norms.contains(expected), norms + " / " + expected);
    assertEquals("true", cells.value("Arrays.equals(before, net.parameters().snapshot())"));
    assertTrue(cells.error("%gradients net digits --samples 0").contains("at least 1 sample"));
  }

  @Test
  void activationsCanBeChosen() {
    var text = cells.value("%activations net digits --samples 10 --layers conv2d_1,dense_1");
    assertTrue(text.contains("dense_1: 100 numbers") && !text.contains("flatten_1"), text);
    assertTrue(cells.error("%activations net net").contains("net is a Model, not data"));
  }

  @Test
  void deadUnitsAreCounted() {
    cells.value(
        "var mute = Model.sequential(Shape.of(1, 28, 28), flatten(), dense(8), relu(), dense(10));");
    cells.value("mute.layer(\"dense_1\").parameter(\"bias\").set(-99, -99, -99, 0, 0, 0, 0, 99);");
    var text = cells.value("%dead_units mute digits");
    assertTrue(text.contains("of 8 (37.5 %)") || text.contains("of 8 (50.0 %)"), text);
  }

  @Test
  void updatesTrainACopy() {
    cells.value("var before = net.parameters().snapshot();");
    var text =
        cells.value("var tried = %updates net digits --steps 4 --optimizer sgd --lr 0.01\ntried");
    assertTrue(text.contains("4 steps") && text.contains("dense_1: median"), text);
    assertEquals("8", cells.value("tried.data().rowCount()"));
    assertEquals("true", cells.value("Arrays.equals(before, net.parameters().snapshot())"));
    assertEquals("true", cells.value("net.history().isEmpty()"));
    assertTrue(cells.error("%updates net digits --steps 0").contains("--steps must be at least 1"));
  }
}
