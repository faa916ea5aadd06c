package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class ModelDiagramTest {
  @Test
  void labelsEqualTheSummary() {
    var model = Model.sequential(Shape.of(1, 28, 28), conv2d(6, 5), flatten(), dense(10));
    var svg = ModelDiagram.of(model).svg();
    for (var row : model.summary().rows()) {
      assertTrue(svg.contains(">" + row.name() + "<"), row.name());
      assertTrue(svg.contains(row.outputShape().toString()), row.name());
    }
    assertTrue(svg.contains("156 parameters"), svg);
  }

  @Test
  void denseNetsAreDrawnAsNeurons() {
    var model = Model.sequential(Shape.of(1, 28, 28), flatten(), dense(30), relu(), dense(10));
    var figure = ModelDiagram.of(model);
    var svg = figure.svg();
    for (var text :
        new String[] {"784", "30", "10", "23,550 parameters", "310 parameters", "relu"}) {
      assertTrue(svg.contains(">" + text + "</text>"), text);
    }
    int circles = svg.split("<circle", -1).length - 1;
    assertEquals(8 + 3 + 8 + 3 + 10, circles);
    assertTrue(figure.facts().contains("dense_1 [30] (23,550 parameters)"), figure.facts());
    assertFalse(ModelDiagram.boxes(model).svg().contains("<circle"), "boxes");
  }
}
