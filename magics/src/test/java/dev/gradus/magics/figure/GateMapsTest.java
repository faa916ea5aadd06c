package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.RecurrentTrace;
import dev.gradus.magics.MagicsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateMapsTest {
  private static final Tensor X = Context.seeded(1).call(() -> Tensor.randn(5, 3));
  private static final Model NET = Model.input(5, 3).then(lstm(4)).dense(2).seed(1);

  @Test
  void coloursAreThoseOfTheTrace() {
    var figure = GateMaps.of(NET, X, null, List.of("forget", "cell"), List.of());
    var trace = RecurrentTrace.of(NET, "lstm_1", X);
    var image = figure.image();
    var table = figure.data();
    assertEquals(2 * 5 * 4, table.rowCount());
    for (int t = 0; t < 5; t++) {
      for (int u = 0; u < 4; u++) {
        double forget = trace.get("forget").get(0, t, u);
        assertTrue(forget > 0 && forget < 1);
        assertEquals(forget, table.doubleColumn("value").getDouble(t * 4 + u));
        assertTrue(FiltersTest.contains(image, Colors.diverging(forget, 1)), "forget " + forget);
      }
    }
    assertTrue(figure.svg().contains(">forget gate</text>"), "the panel's name");
    double mean = 0;
    for (int u = 0; u < 4; u++) {
      mean += trace.get("forget").get(0, 0, u) / 4;
    }
    var said = String.format(java.util.Locale.ROOT, "forget: %.2f", mean);
    assertTrue(figure.facts().contains(said), figure.facts());
  }

  @Test
  void stepsHaveNamesAndManyUnitsAreSampled() {
    var wide = Model.input(5, 3).then(gru(40)).seed(1);
    var words = List.of("the", "dog", " ", "barks", ".");
    var figure = GateMaps.of(wide, X, "gru_1", List.of(), words);
    assertTrue(figure.svg().contains(">barks</text>"), "names of steps");
    assertTrue(figure.facts().contains("16 sampled from 40 units"), figure.facts());
  }

  @Test
  void errorsTeach() {
    var e =
        assertThrows(
            MagicsException.class, () -> GateMaps.of(NET, X, null, List.of("update"), List.of()));
    assertTrue(String.valueOf(e.getMessage()).contains("it has input, forget"), e.getMessage());
    assertThrows(MagicsException.class, () -> GateMaps.of(NET, X, null, List.of(), List.of("one")));
    assertThrows(MagicsException.class, () -> GateMaps.of(NET, X, "dense_1", List.of(), List.of()));
    assertThrows(MagicsException.class, () -> GateMaps.attention(NET, "dense_1"));
  }

  @Test
  void alignmentsAreRowsForWordsSaid() {
    var figure =
        GateMaps.alignment(
            "Attention",
            List.of("le", "chien"),
            List.of("the", "dog"),
            List.of(List.of(0.9, 0.1), List.of(0.25, 0.75)));
    assertTrue(figure.facts().contains("le \u2192 the 0.90, chien \u2192 dog 0.75."));
    assertEquals(0.25, figure.data().doubleColumn("weight").getDouble(2));
    for (double w : new double[] {0.9, 0.1, 0.25, 0.75}) {
      assertTrue(FiltersTest.contains(figure.image(), Colors.diverging(w, 1)), "weight " + w);
    }
    assertThrows(
        MagicsException.class, () -> GateMaps.alignment("", List.of(), List.of("the"), List.of()));
  }

  @Test
  void gradientsAreSaidAndKept() {
    var figure = GateMaps.gradients("lstm_1", List.of(1e-6, 1e-3, 1.0), List.of(2.0, 3.0, 4.0));
    assertEquals(1e-6, figure.data().doubleColumn("by h").getDouble(0));
    assertEquals(3, figure.data().doubleColumn("by c").getDouble(1));
    assertTrue(figure.facts().contains("1.00e-06 at step 1, 1.00 at step 3"), figure.facts());
    assertTrue(figure.facts().contains("It vanishes"), figure.facts());
    var up = GateMaps.gradients("rnn", List.of(5e4, 1.0), List.of());
    assertTrue(up.facts().contains("It explodes"), up.facts());
  }
}
