package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.gru;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class GruTest {
  @TestFactory
  @Covers({"D04", "D05", "D06", "D16"})
  Stream<DynamicTest> contract() {
    return Stream.of(gru(5), gru(3).resetBefore(), gru(4).withRecurrentBias())
        .flatMap(CellContract::of);
  }

  @Test
  @Covers({"D16", "X49"})
  void parameters() {
    assertEquals(135, Model.input(7, 3).gru(5).summary().totalParameters());
    assertEquals(135, Model.input(7, 3).then(gru(5).resetBefore()).summary().totalParameters());
    assertEquals(
        150, Model.input(7, 3).then(gru(5).withRecurrentBias()).summary().totalParameters());
  }

  /// A layer of 2 units with the biases of r and z set, and its state after 5 steps from (0.5,
  /// -0.25).
  private static Tensor run(Gru spec, float reset, float update, Tensor first, Tensor x) {
    var model = Model.input(5, 3).then(spec).seed(3);
    var layer = model.layers().getFirst();
    layer.parameter("bias").set(reset, reset, update, update, 0, 0);
    return ((RecurrentLayer) layer.layer()).from(x, first);
  }

  @Test
  @Covers({"D16", "X49"})
  void updateGateAtOneKeepsTheState() {
    var x = Context.seeded(1).call(() -> Tensor.randn(1, 5, 3));
    var first = Tensor.of(0.5f, -0.25f).reshape(1, 2);
    for (var spec : new Gru[] {gru(2), gru(2).resetBefore()}) {
      assertArrayEquals(first.toArray(), run(spec, 0, 1000, first, x).toArray());
    }
  }

  @Test
  @Covers({"D16", "X49"})
  void resetGateAtZeroIgnoresTheState() {
    var x = Context.seeded(1).call(() -> Tensor.randn(1, 5, 3));
    var first = Tensor.of(0.5f, -0.25f).reshape(1, 2);
    for (var spec : new Gru[] {gru(2), gru(2).resetBefore()}) {
      // with z = 0 the state is the candidate, and with r = 0 that is of the last input alone
      var one = run(spec, -1000, -1000, first, x);
      var other = run(spec, -1000, -1000, Tensor.of(-3, 2).reshape(1, 2), x);
      assertArrayEquals(one.toArray(), other.toArray());
      var w = Model.input(5, 3).then(spec).seed(3).layers().getFirst().parameter("weight");
      var candidate = x.narrow(1, 4, 5).reshape(1, 3).matmul(w.narrow(1, 4, 6)).tanh();
      assertArrayEquals(candidate.toArray(), one.toArray(), 1e-6f);
    }
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThrows(GradusException.class, () -> gru(0));
    assertThrows(GradusException.class, () -> gru(3).resetBefore().withRecurrentBias());
  }
}
