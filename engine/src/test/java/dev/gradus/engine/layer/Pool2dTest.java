package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.op.Windows;
import org.junit.jupiter.api.Test;

class Pool2dTest {
  @Test
  void everySettingKeepsTheOthers() {
    var all = new MaxPool2d(2).window(3, 2).stride(2, 1).padding(1).ceilMode();
    assertEquals(new Windows(3, 2, 2, 1, Padding.of(1), true), all.windows());
    assertEquals(all.windows(), new AvgPool2d(all.windows()).windows());
    assertEquals("maxPool2d(3x2)", all.describe());
    assertEquals("avgPool2d(2)", new AvgPool2d(2).describe());
  }

  @Test
  @Covers("B10")
  void winnersArePixelsOfTheImage() {
    var x = Tensor.of(Shape.of(1, 1, 2, 4), 1, 9, 2, 2, 3, 4, 2, 2);
    assertArrayEquals(new float[] {1, 2}, new MaxPool2d(2).winners(x).toArray());
    var padded = new MaxPool2d(3).stride(2).padding(1).winners(x);
    assertEquals(Shape.of(1, 1, 1, 2), padded.shape());
    assertArrayEquals(new float[] {1, 1}, padded.toArray());
  }

  @Test
  @Covers({"B10", "B12"})
  void handNumbers() {
    var square = Tensor.of(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    var max = Model.input(1, 2, 2).maxPool2d(2);
    var mean = Model.input(1, 2, 2).avgPool2d(2);
    assertArrayEquals(new float[] {4}, max.predict(square).toArray());
    assertArrayEquals(new float[] {2.5f}, mean.predict(square).toArray());
  }
}
