package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.magics.MagicsException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnrolledNetTest {
  private static int count(String svg, String text) {
    return svg.split(">" + text + "</text>", -1).length - 1;
  }

  @Test
  void copiesShareOneLabelOfWeights() {
    var model = Model.input(12, 3).then(lstm(5).returnSequences()).then(gru(4)).dense(2);
    var figure = UnrolledNet.of(model, null, 4);
    // one folded, four copies
    assertEquals(5, count(figure.svg(), "lstm"));
    assertEquals(5, count(figure.svg(), "gru"));
    for (var name : new String[] {"lstm_1", "gru_1"}) {
      long parameters = model.summary().row(name).parameters();
      assertEquals(1, count(figure.svg(), parameters + " parameters"), name);
      assertTrue(figure.facts().contains(parameters + " parameters, the same in every step"));
    }
    // the gru gives its last state only: one result folded, one at the end, no other above
    assertEquals(8, figure.data().rowCount());
    assertTrue(figure.facts().contains("unrolled over 4 of 12 steps"), figure.facts());
  }

  @Test
  void manyStepsAreCut() {
    var model = Model.input(50, 3).then(lstm(5));
    var figure = UnrolledNet.of(model, "lstm_1", 50);
    assertEquals(7, count(figure.svg(), "lstm"));
    assertEquals(1, count(figure.svg(), "\u2026"));
    assertTrue(count(figure.svg(), "50") >= 1, "the last step");
    assertTrue(figure.facts().contains("Drawn: 6 copies"), figure.facts());
    assertTrue(UnrolledNet.of(model, null, 0).facts().contains("over 5 of 50"));
  }

  @Test
  void bothDirectionsAreDrawn() {
    var model = Model.input(6, 3).then(bidirectional(gru(4).returnSequences()));
    var facts = UnrolledNet.of(model, null, 3).facts();
    assertTrue(facts.contains("the backward half that of the step after"), facts);
  }

  @Test
  void longNamesFitIntoTheirBoxes() {
    var model = Model.input(6, 3).then(bidirectional(simpleRnn(4).returnSequences())).simpleRnn(2);
    var svg = UnrolledNet.of(model, null, 3).svg();
    var word =
        Pattern.compile("font-size=\"([0-9.]+)\"( font-weight=\"bold\")?[^>]*>(simpleRnn[^_<]*)<");
    int seen = 0;
    for (var match = word.matcher(svg); match.find(); seen++) {
      double size = Double.parseDouble(match.group(1));
      double width = Theme.width(match.group(3), size, match.group(2) != null);
      assertTrue(width <= 74, match.group(3) + " is " + width + " wide");
    }
    assertEquals(8, seen);
  }

  @Test
  void otherModelsAreRefused() {
    var plain = Model.input(4).dense(2);
    var e = assertThrows(MagicsException.class, () -> UnrolledNet.of(plain, null, 3));
    assertTrue(String.valueOf(e.getMessage()).contains("is not recurrent"), e.getMessage());
    var model = Model.input(6, 3).then(lstm(4)).dense(2);
    var other = assertThrows(MagicsException.class, () -> UnrolledNet.of(model, "dense_1", 3));
    assertTrue(String.valueOf(other.getMessage()).endsWith("Recurrent layers: lstm_1."));
    assertThrows(MagicsException.class, () -> UnrolledNet.of(model, "lstm_1", -1));
  }
}
