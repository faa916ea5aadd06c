package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Wire;
import dev.gradus.engine.zoo.Resnets;
import dev.gradus.magics.MagicsException;
import java.util.List;
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

  private static int count(String text, String part) {
    return text.split(part, -1).length - 1;
  }

  @Test
  void residualBlocksAreOpened() {
    var model =
        Model.input(3, 8, 8)
            .then(
                residual(conv2d(3, 3).padding(1), relu(), conv2d(3, 3).padding(1))
                    .activation(relu()))
            .then(residual(conv2d(5, 3).padding(1)).shortcut(conv2d(5, 1)))
            .flatten()
            .dense(2);
    var svg = ModelDiagram.of(model).svg();
    for (var row : model.summary().rows()) {
      assertTrue(svg.contains(">" + row.name() + "<"), row.name());
      for (var inside : row.inside()) {
        assertTrue(svg.contains(">" + inside.name() + "<"), inside.name());
        assertTrue(
            inside.parameters() == 0
                || svg.contains(
                    inside.outputShape() + "   " + inside.parameters() + " parameters<"),
            inside.name());
      }
    }
    assertTrue(svg.contains(">+ x<") && svg.contains(">+ shortcut<"), svg);
    // input, 4 + 1 in the first block, 2 + 1 in the second, flatten, dense: one arrow in for
    // each but the input, two for each sum
    assertEquals(10 + 2, count(svg, "<polygon"));
  }

  @Test
  void branchesAndSeveralInputsAreDrawn() {
    var block = concat(conv2d(2, 1), sequential(conv2d(3, 1), relu(), conv2d(4, 3).padding(1)));
    var image = Wire.input("image", 1, 6, 6);
    var words = Wire.input("words", 4);
    var seen = image.then(block).flatten().dense(3);
    var model = Model.of(List.of(image, words), List.of(Wire.concat(seen, words).dense(2)));
    var figure = ModelDiagram.of(model);
    var svg = figure.svg();
    for (var text : new String[] {"image", "words", "branch_1", "concat of 2", "concat_2"}) {
      assertTrue(svg.contains(">" + text + "<"), text);
    }
    assertTrue(
        figure.facts().contains("Inputs image [1, 6, 6], words [4]; image -> "), figure::facts);
    assertTrue(figure.facts().contains("dense_1 and words -> concat_2 [7]"), figure::facts);
    assertEquals(
        "dense_1 words",
        figure
            .data()
            .where(figure.data().stringColumn("name").isEqualTo("concat_2"))
            .stringColumn("reads")
            .get(0));
  }

  @Test
  void largeModelsKeepTheirBlocksShut() {
    var model = Resnets.resnet18();
    var figure = ModelDiagram.of(model);
    assertEquals(1, count(figure.svg(), ">residual_8<"));
    assertFalse(figure.svg().contains(">+ shortcut<"));
    assertTrue(figure.facts().endsWith("draw one with %draw model --block residual_1."));
    var block = ModelDiagram.block(model, "residual_3");
    assertTrue(block.svg().contains(">+ shortcut<"), block::svg);
    assertTrue(block.svg().contains("[128, 28, 28]   8,192 parameters<"), block::svg);
    assertEquals(model.summary().row("residual_3").inside().size(), block.data().rowCount());
    var e = assertThrows(MagicsException.class, () -> ModelDiagram.block(model, "relu_1"));
    assertTrue(
        String.valueOf(e.getMessage()).contains("Blocks: residual_1, residual_2"), e.getMessage());
  }

  /// Vgg: pairs and triples of equal convolutions with their activations.
  @Test
  void equalLayersInARowOfALongModelAreDrawnOnce() {
    var model = Model.input(1, 8, 8);
    for (int i = 0; i < 12; i++) {
      model = model.then(conv2d(4, 3).same()).relu();
    }
    var figure = ModelDiagram.of(model.flatten().dense(2));
    var svg = figure.svg();
    for (var text : List.of("conv2d_1", "relu_1", "11 times, to relu_12", "conv2d_2", "relu_2")) {
      assertTrue(svg.contains(">" + text + "<"), text);
    }
    assertFalse(svg.contains(">conv2d_3<"), svg);
    assertEquals(1 + 2 + 2 + 2 - 1, count(svg, "<polygon"), "arrows");
    assertTrue(figure.facts().endsWith(" Equal layers in a row are drawn once."), figure.facts());
    assertTrue(figure.facts().contains("conv2d_7"), "all in the text");
  }

  @Test
  void shortModelsShowEveryLayer() {
    var model = Model.input(8).dense(8).relu().dense(8).relu().dense(8).relu();
    var svg = ModelDiagram.boxes(model).svg();
    model.layers().forEach(l -> assertTrue(svg.contains(">" + l.name() + "<"), l.name()));
  }

  @Test
  void onlyWhatDiffersInItsNameAloneIsRepeated() {
    var shape = Shape.of(4);
    var boxes =
        List.of("a", "b", "c", "d", "e").stream()
            .map(n ->
                new DiagramGraph.Box(
                    n, n, n.compareTo("c") < 0 ? "dense(4)" : "relu", shape, 20, false, ""))
            .toList();
    var folded = RepeatedBoxes.folded(boxes);
    assertEquals(List.of("a", "c"), folded.stream().map(DiagramGraph.Box::name).toList());
    assertEquals("2 times, to b", folded.get(0).group());
    assertEquals("3 times, to e", folded.get(1).group());
  }
}
