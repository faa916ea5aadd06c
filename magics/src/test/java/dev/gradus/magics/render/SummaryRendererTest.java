package dev.gradus.magics.render;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class SummaryRendererTest {
  private static String html(Model model) {
    return String.valueOf(new SummaryRenderer().render(model.summary()).data().get("text/html"));
  }

  private static Model nested() {
    return Model.sequential(
        Shape.of(2, 8, 8),
        residual(conv2d(2, 3).padding(1), relu(), sequential(conv2d(2, 1))),
        flatten(),
        dense(3));
  }

  @Test
  void nestedRowsAreIndented() {
    var html = html(nested());
    assertTrue(html.contains(">residual_1<"), html);
    assertTrue(html.contains(">\u2003conv2d_1<"), html);
    assertTrue(html.contains(">\u2003\u2003conv2d_1<"), html);
    var text = new SummaryRenderer().render(nested().summary()).plain();
    assertTrue(text.contains("\n  conv2d_1 ") && text.contains("\n    conv2d_1 "), text);
  }

  @Test
  void columnsAreThoseOfTheText() {
    var html = html(nested());
    for (var column : new String[] {"output shape", "parameters", "multiply-adds", "field"}) {
      assertTrue(html.contains(">" + column + "</th>"), html);
    }
    assertTrue(html.contains(">3x3<"), html);
    assertFalse(html.contains("trainable"), html);
    assertTrue(html.contains("<b>total</b>"), html);
    int rows = html.split("<tr>", -1).length - 1;
    assertEquals(nested().summary().lines().size(), rows);
  }

  @Test
  void frozenLayersHaveNothingToTrain() {
    var html = html(nested().freeze("residual_1"));
    assertTrue(html.contains(">trainable</th>"), html);
    assertTrue(html.contains("<b>387</b>"), html);
  }
}
