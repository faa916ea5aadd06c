package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%pooling` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolingMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void drawsATensorOrALayer() {
    var tensor = "Tensor.of(new float[][]{{1,2},{3,4}})";
    assertTrue(cells.value("%pooling " + tensor).contains("1 map of 2x2 become 1x1"));
    cells.value("var cnn = Model.input(1, 28, 28).conv2d(2, 5).maxPool2d(2).flatten().dense(10);");
    var text = cells.value("%pooling cnn digits --sample 3");
    assertTrue(text.startsWith("maxPool2d_1 in model: 2 maps of 24x24 become 12x12"), text);
    var fluent =
        "pooling(cnn, Tensor.of(cnn.inputShape(), digits.test().input(3)), \"maxPool2d_1\")";
    assertEquals(cells.value(fluent), text);
    assertTrue(
        cells
            .error("%pooling cnn digits dense_1")
            .contains("Layers with max pooling: maxPool2d_1"));
    assertTrue(cells.error("%pooling cnn").contains("an image is missing"));
    assertTrue(cells.error("%pooling net digits").contains("has no max pooling"));
  }
}
