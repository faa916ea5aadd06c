package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.parallel;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.io.SpecJson;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers({"D17", "I06"})
final class FromStateTest {
  private static final List<Recurrent<?>> ALL = List.of(simpleRnn(3), gru(3), lstm(3));

  @Test
  void contract() {
    for (var spec : ALL) {
      LayerContract.check(
          parallel(spec.fromState(), sequential(), spec), Shape.of(4, 2), Shape.of(3));
      LayerContract.check(
          parallel(
              spec.returnSequences().fromState(), sequential(), sequential(spec.states(), last())),
          Shape.of(4, 2),
          Shape.of(4, 3));
      LayerContract.check(spec.fromState(), Shape.of(4, 2), Shape.of(3));
    }
    LayerContract.check(
        parallel(lstm(3).fromState(), sequential(), gru(3), gru(3)), Shape.of(4, 2), Shape.of(3));
  }

  private static LayerSpec last() {
    return new LastStep();
  }

  /// The second half of a sequence from the state after the first is the whole sequence.
  @Test
  void goesOnWhereAnotherLayerEnded() {
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 6, 2));
    for (var spec : ALL) {
      var whole = Model.input(6, 2).then(spec);
      var first = Wire.input("first", 3, 2);
      var second = Wire.input("second", 3, 2);
      var end = second.then(spec, first.then(spec.states()).lastStep());
      var both = Model.of(List.of(first, second), List.of(end));
      for (var layer : both.layers()) {
        for (var w : layer.layer().parameters()) {
          w.set(whole.layers().getFirst().parameter(w.name()).toArray());
        }
      }
      var y = both.predict(x.narrow(1, 0, 3), x.narrow(1, 3, 6));
      assertArrayEquals(whole.predict(x).toArray(), y.toArray(), 1e-6f);
    }
  }

  @Test
  void settingsAreJson() {
    for (var spec : ALL) {
      var from = spec.returnSequences().fromState();
      assertEquals(from, SpecJson.read(SpecJson.write(from), FromState.class));
    }
    var x = Wire.input("x", 3, 2);
    var model = Model.of(x.then(lstm(4).returnSequences(), Wire.input("state", 8)));
    assertEquals("lstm_1", model.layers().getFirst().name());
    assertEquals(4 * 4 * (2 + 4 + 1), model.summary().totalParameters());
  }

  @Test
  void errorsTeach() {
    var x = Wire.input("x", 3, 2);
    var e =
        assertThrows(ShapeException.class, () -> Model.of(x.then(lstm(4), Wire.input("state", 5))));
    assertTrue(e.getMessage().contains("[batch, 4], or h and c [batch, 8]"), e.getMessage());
    assertThrows(ShapeException.class, () -> Model.of(x.then(gru(4), Wire.input("state", 8))));
    assertThrows(GradusException.class, () -> gru(4).stateful().fromState());
  }
}
