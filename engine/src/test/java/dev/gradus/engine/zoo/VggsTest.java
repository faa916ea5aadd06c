package dev.gradus.engine.zoo;

import static dev.gradus.engine.Layers.conv2d;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class VggsTest {
  @Test
  @Covers("A07")
  void countsAndShapes() {
    check(Vggs.vgg16(), 138_357_544, 14_714_688, 16);
    check(Vggs.vgg19(), 143_667_240, 20_024_384, 19);
  }

  private static void check(Model model, long parameters, long convolutions, int layers) {
    var summary = model.summary();
    assertEquals(parameters, summary.totalParameters());
    assertEquals(
        convolutions,
        summary.rows().stream()
            .filter(r -> r.name().startsWith("conv2d"))
            .mapToLong(r -> r.parameters())
            .sum());
    assertEquals(layers, summary.rows().stream().filter(r -> r.parameters() > 0).count());
    assertEquals(Shape.of(512, 7, 7), summary.row("maxPool2d_5").outputShape());
    for (var layer : model.layers()) {
      if (layer.name().startsWith("conv2d")) {
        assertEquals(layer.input().dim(1), layer.output().dim(1));
        assertTrue(layer.spec().describe().endsWith(", 3)"), layer.spec().describe());
      }
    }
  }

  /// Five poolings that round down: 228 -> 114 -> 57 -> 28 -> 14 -> 7.
  @Test
  @Covers("A19")
  void anyInputSize() {
    var base = Vggs.base16(Shape.of(3, 228, 228));
    assertEquals(Shape.of(512, 7, 7), base.outputShape());
    assertEquals(
        List.of(114, 57, 28, 14, 7),
        base.layers().stream()
            .filter(l -> l.name().startsWith("maxPool2d"))
            .map(l -> l.output().dim(1))
            .toList());
    assertEquals(14_714_688, base.summary().totalParameters());
  }

  /// A filter of the last convolution is 512 filters of one channel each, added up, and one bias.
  @Test
  @Covers("A19")
  void aFilterAddsUpAllChannels() {
    var model = Model.sequential(Shape.of(512, 14, 14), conv2d(1, 3).padding(1)).seed(5);
    var w = model.layer("conv2d_1").layer().parameters().get(0);
    var b = model.layer("conv2d_1").layer().parameters().get(1);
    b.set(0.25f);
    var x = Tensor.randn(1, 512, 14, 14);
    var sum = new double[14 * 14];
    for (int c = 0; c < 512; c++) {
      var one =
          x.narrow(1, c, c + 1).conv2d(w.narrow(1, c, c + 1), Tensor.zeros(1), 1, 1).toArray();
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one[i];
      }
    }
    var expected = new float[sum.length];
    for (int i = 0; i < sum.length; i++) {
      expected[i] = (float) (sum[i] + 0.25);
    }
    assertArrayEquals(expected, model.predict(x).toArray(), 1e-4f);
  }

  @Test
  void mini() {
    assertEquals(Shape.of(64, 4, 4), Vggs.mini().layer("maxPool2d_3").output());
    assertEquals(Shape.of(2, 10), Vggs.mini().predict(Tensor.rand(2, 3, 32, 32)).shape());
  }
}
