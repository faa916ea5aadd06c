package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
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
}
