package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class TutorialsTest {
  @Test
  @Covers("A16")
  void tensorflow02() {
    var net = Tutorials.tensorflow02();
    var summary = net.summary();
    assertEquals(
        List.of(416L, 14_436L, 225_920L, 1_290L),
        summary.rows().stream().map(r -> r.parameters()).filter(p -> p > 0).toList());
    assertEquals(242_062, summary.totalParameters());
    assertEquals(Shape.of(16, 28, 28), summary.row("conv2d_1").outputShape());
    assertEquals(Shape.of(16, 14, 14), summary.row("maxPool2d_1").outputShape());
    assertEquals(Shape.of(36, 7, 7), summary.row("maxPool2d_2").outputShape());
    assertEquals(Shape.of(1764), summary.row("flatten_1").outputShape());
    assertEquals(Shape.of(10), net.outputShape());
  }

  @Test
  @Covers("A17")
  void patterns() {
    for (int n = 1; n <= 3; n++) {
      var net = Tutorials.pattern(n, 8, 32);
      assertEquals(
          "INPUT -> [CONV -> RELU -> CONV -> RELU -> POOL]*" + n + " -> [FC -> RELU]*2 -> FC",
          net.pattern());
      assertEquals(Shape.of(8, 32 >> n, 32 >> n), net.layer("repeat_1").output());
      assertEquals(2 * n, Zoo.filters(net).size());
      assertEquals(Shape.of(2, 10), net.predict(Tensor.rand(2, 3, 32, 32)).shape());
    }
    assertThrows(ShapeException.class, () -> Tutorials.pattern(6, 8, 32));
  }
}
