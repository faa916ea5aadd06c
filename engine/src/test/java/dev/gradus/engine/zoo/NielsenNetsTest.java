package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Shape;
import dev.gradus.engine.layer.BuiltLayer;
import java.util.List;
import org.junit.jupiter.api.Test;

class NielsenNetsTest {
  @Test
  @Covers("A13")
  void firstNetwork() {
    var net = NielsenNets.first();
    assertEquals(78, net.summary().row("conv2d_1").parameters());
    assertEquals(4_330, net.summary().row("dense_1").parameters());
    assertEquals(4_408, net.summary().totalParameters());
    assertEquals(
        List.of(
            Shape.of(3, 24, 24),
            Shape.of(3, 24, 24),
            Shape.of(3, 12, 12),
            Shape.of(432),
            Shape.of(10)),
        net.layers().stream().map(BuiltLayer::output).toList());
  }

  @Test
  @Covers({"A14", "A15"})
  void ladder() {
    var ladder = NielsenNets.ladder();
    assertEquals(
        List.of(79_510L, 289_630L, 85_670L, 85_670L, 85_670L, 95_770L, 1_672_570L),
        ladder.stream().map(r -> r.builder().get().summary().totalParameters()).toList());
    assertEquals(
        List.of(.9780, .9878, .9906, .9923, .9937, .9943, .9960),
        ladder.stream().map(NielsenNets.Rung::bookAccuracy).toList());
    for (var rung : ladder) {
      assertEquals(rung.name(), rung.builder().get().name());
    }
  }

  /// Dropout before both layers of 1,000 and before the output; without it the same counts.
  @Test
  @Covers("A15")
  void lastRung() {
    var pattern = NielsenNets.dropouts().layers().stream().map(BuiltLayer::name).toList();
    for (int i = 1; i <= 3; i++) {
      assertEquals(
          pattern.indexOf("dense_" + i) - 1, pattern.indexOf("dropout_" + i), pattern.toString());
    }
    var twin = NielsenNets.wide(0);
    assertEquals(1_672_570, twin.summary().totalParameters());
    assertTrue(twin.layers().stream().noneMatch(l -> l.name().startsWith("dropout")));
  }
}
