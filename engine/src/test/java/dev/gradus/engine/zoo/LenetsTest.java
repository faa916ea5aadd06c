package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Sigmoid;
import dev.gradus.engine.layer.Tanh;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LenetsTest {
  private static final List<String> NAMED = List.of("C1", "S2", "C3", "S4", "C5", "F6", "output");

  private static List<Long> counts(Model model) {
    return NAMED.stream().map(n -> model.summary().row(n).parameters()).toList();
  }

  @Test
  @Covers({"A02", "X12"})
  void layersOfTheModifiedNetwork() {
    var lenet = Lenets.lenet5();
    assertEquals(List.of(156L, 0L, 2_416L, 0L, 48_120L, 10_164L, 850L), counts(lenet));
    assertEquals(61_706, lenet.summary().totalParameters());
    assertEquals(
        List.of(
            Shape.of(6, 28, 28),
            Shape.of(6, 14, 14),
            Shape.of(16, 10, 10),
            Shape.of(16, 5, 5),
            Shape.of(120, 1, 1),
            Shape.of(84),
            Shape.of(10)),
        NAMED.stream().map(n -> lenet.summary().row(n).outputShape()).toList());
    assertEquals("[1, 32, 32]", lenet.summary().input().toString());
  }

  /// 7 layers: 2 convolutions with pooling after each, C5, F6 and the output.
  @Test
  @Covers("A03")
  void sevenLayersAndVariants() {
    for (var lenet : List.of(Lenets.lenet5(), Lenets.sigmoidLenet5(), Lenets.modernLenet5())) {
      long layers =
          lenet.layers().stream().filter(l -> l.spec().pattern().matches("CONV|POOL|FC")).count();
      assertEquals(7, layers);
    }
    assertEquals(4, count(Lenets.lenet5(), Tanh.class));
    assertEquals(4, count(Lenets.sigmoidLenet5(), Sigmoid.class));
  }

  private static long count(Model model, Class<?> kind) {
    return model.layers().stream().filter(l -> kind.isInstance(l.spec())).count();
  }

  @Test
  @Covers({"A04", "X12", "X40"})
  void originalOf1998() {
    var lenet = Lenets.original();
    assertEquals(List.of(156L, 12L, 1_516L, 32L, 48_120L, 10_164L, 0L), counts(lenet));
    assertEquals(60_000, lenet.summary().totalParameters());
    assertEquals(Shape.of(10), lenet.outputShape());
    var y = lenet.predict(Tensor.randn(2, 1, 32, 32)).toArray();
    for (float score : y) {
      assertTrue(score < 0 && Float.isFinite(score), Arrays.toString(y));
    }
  }

  @Test
  void originalCanBeSaved(@TempDir Path folder) {
    var file = folder.resolve("lenet.gradus");
    var lenet = Lenets.original();
    lenet.save(file);
    var again = Model.load(file);
    var x = Tensor.randn(2, 1, 32, 32);
    assertArrayEquals(lenet.predict(x).toArray(), again.predict(x).toArray());
    assertEquals(lenet.summary().rows(), again.summary().rows());
  }
}
