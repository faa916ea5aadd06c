package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Residual;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResnetsTest {
  @Test
  @Covers("A10")
  void counts() {
    assertEquals(11_689_512, Resnets.resnet18().summary().totalParameters());
    assertEquals(21_797_672, Resnets.resnet34().summary().totalParameters());
    assertEquals(25_557_032, Resnets.resnet50().summary().totalParameters());
  }

  @Test
  @Covers("A10")
  void shapesAndShortcuts() {
    var net = Resnets.resnet50();
    assertEquals(16, blocks(net, false));
    assertEquals(4, blocks(net, true));
    assertEquals(8, blocks(Resnets.resnet18(), false));
    assertEquals(3, blocks(Resnets.resnet18(), true));
    assertEquals(
        List.of(56, 28, 14, 7),
        List.of(1, 4, 8, 14).stream()
            .map(i -> net.layer("residual_" + i).output().dim(1))
            .toList());
    assertEquals(Shape.of(2048, 7, 7), net.layer("residual_16").output());
  }

  private static long blocks(Model model, boolean projectedOnly) {
    return model.layers().stream()
        .filter(l -> l.spec() instanceof Residual r && (!projectedOnly || r.shortcut() != null))
        .count();
  }

  /// A plain network has the layers of the residual one but for the two projections, 2 * 16 * 32 /
  /// 2 + ... with their normalisations.
  @Test
  @Covers("A10")
  void plainTwin() {
    long projections = 16 * 32 + 2 * 32 + 32 * 64 + 2 * 64;
    assertEquals(272_474, Resnets.resnet20().summary().totalParameters());
    assertEquals(272_474 - projections, Resnets.small(3, false).summary().totalParameters());
    assertEquals("plain20", Resnets.small(3, false).name());
    assertEquals(Shape.of(2, 10), Resnets.resnet20().predict(Tensor.rand(2, 3, 32, 32)).shape());
    assertThrows(GradusException.class, () -> Resnets.small(0, true));
  }
}
