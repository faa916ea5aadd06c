package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AlexnetsTest {
  /// Heights after convolutions and poolings.
  private static List<Integer> heights(Model model) {
    return model.layers().stream()
        .filter(l -> l.spec().pattern().matches("CONV|POOL"))
        .map(l -> l.output().dim(1))
        .toList();
  }

  @Test
  @Covers({"A05", "X28"})
  void alexnet() {
    var net = Alexnets.alexnet();
    var summary = net.summary();
    assertEquals(60_965_224, summary.totalParameters());
    assertEquals(List.of(55, 27, 27, 13, 13, 13, 13, 6), heights(net));
    assertEquals(307_456, summary.row("conv2d_2").parameters());
    assertEquals(37_752_832, summary.row("dense_1").parameters());
    assertEquals(
        "INPUT -> CONV -> RELU -> LOCALRESPONSENORM -> POOL", net.pattern().substring(0, 50));
    assertEquals(62_378_344, Alexnets.ungrouped().summary().totalParameters());
    assertEquals(List.of(55, 27, 27, 13, 13, 13, 13, 6), heights(Alexnets.ungrouped()));
  }

  /// Takes its time: 61 million weights are drawn.
  @Test
  @Tag("full")
  @Covers("A05")
  void anImageRunsThroughIt() {
    var scores = Alexnets.alexnet().predict(Tensor.rand(1, 3, 227, 227)).softmax();
    assertEquals(Shape.of(1, 1000), scores.shape());
    double sum = 0;
    for (float p : scores.toArray()) {
      assertTrue(p > 0 && p < 1);
      sum += p;
    }
    assertEquals(1, sum, 1e-4);
  }

  @Test
  @Covers("A06")
  void zfnet() {
    var net = Alexnets.zfnet();
    assertEquals(62_357_608, net.summary().totalParameters());
    assertEquals(Shape.of(96, 110, 110), net.layer("conv2d_1").output());
    assertEquals("conv2d(96, 7)", net.layer("conv2d_1").spec().describe());
    assertEquals(List.of(110, 55, 26, 13, 13, 13, 13, 6), heights(net));
  }

  @Test
  void mini() {
    assertEquals(List.of(32, 15, 15, 7, 7, 7, 3), heights(Alexnets.mini()));
    assertEquals(Shape.of(2, 10), Alexnets.mini().predict(Tensor.rand(2, 3, 32, 32)).shape());
  }
}
