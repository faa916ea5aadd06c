package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.RecurrentTrace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class LstmTest {
  @TestFactory
  @Covers({"D04", "D05", "D06", "D25"})
  Stream<DynamicTest> contract() {
    return CellContract.of(lstm(5));
  }

  @Test
  @Covers("D11")
  void parameters() {
    var model = Model.input(7, 3).lstm(5);
    assertEquals(180, model.summary().totalParameters());
    assertEquals("lstm(5)", model.layers().getFirst().spec().describe());
  }

  /// A sequence of 100 steps read in five chunks of 20, the state carried on, gives what one long
  /// pass gives.
  @Test
  @Covers("D05")
  void chunksOfTwentyEqualOneLongPass() {
    var x = Context.seeded(7).call(() -> Tensor.randn(2, 100, 3));
    for (var spec : List.<Recurrent<?>>of(simpleRnn(8), lstm(8), gru(8))) {
      var whole = Model.input(100, 3).then(spec.returnSequences()).seed(1).predict(x);
      var chunks = Model.input(20, 3).then(spec.returnSequences().stateful()).seed(1);
      for (int k = 0; k < 5; k++) {
        var part = chunks.predict(x.narrow(1, 20 * k, 20 * (k + 1)));
        var expected = whole.narrow(1, 20 * k, 20 * (k + 1));
        assertArrayEquals(expected.toArray(), part.toArray(), 1e-5f, spec.describe());
      }
    }
  }

  @Test
  @Covers("D12")
  void remembersAtFirst() {
    var model = Model.input(1, 3).lstm(4);
    var bias = model.layers().getFirst().parameter("bias").toArray();
    assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0}, bias);
    var zero = Tensor.zeros(1, 1, 3);
    var forget = RecurrentTrace.of(model, "lstm_1", zero).get("forget").toArray();
    assertArrayEquals(new float[] {.7311f, .7311f, .7311f, .7311f}, forget, 1e-4f);
    var plain = Model.input(1, 3).then(lstm(2).forgetBias(0));
    var half = RecurrentTrace.of(plain, "lstm_1", zero).get("forget").toArray();
    assertArrayEquals(new float[] {.5f, .5f}, half);
  }

  @Test
  void initialisers() {
    var spec =
        lstm(2).initializer(Initializer.constant(2)).recurrentInitializer(Initializer.zeros());
    var layer = Model.input(1, 1).then(spec).layers().getFirst();
    assertEquals(2, layer.parameter("weight").get(0, 3));
    assertEquals(0, layer.parameter("recurrent").get(1, 3));
  }

  @Test
  void wrongSettingsAreRefused() {
    assertThrows(GradusException.class, () -> lstm(0));
    assertThrows(GradusException.class, () -> lstm(3).forgetBias(Double.NaN));
  }
}
