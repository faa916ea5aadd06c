package dev.gradus.engine.inspect;

import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
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
import dev.gradus.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RecurrentTraceTest {
  private static final Tensor X = Context.seeded(1).call(() -> Tensor.randn(2, 4, 3));

  @Test
  @Covers("D24")
  void gatesOfALstmAreItsEquations() {
    for (var spec : List.of(lstm(5).returnSequences(), lstm(5).returnSequences().reversed())) {
      var model = Model.input(4, 3).dense(3).then(spec);
      var trace = RecurrentTrace.of(model, "lstm_1", X);
      var names = List.of("input", "forget", "candidate", "output", "cell", "hidden");
      assertEquals(names, trace.names());
      assertArrayEquals(model.predict(X).toArray(), trace.get("hidden").toArray(), 1e-6f);
      for (var gate : List.of("input", "forget", "output")) {
        for (float v : trace.get(gate).toArray()) {
          assertTrue(v > 0 && v < 1, gate + " " + v);
        }
      }
      var h = trace.get("output").mul(trace.get("cell").tanh());
      assertArrayEquals(trace.get("hidden").toArray(), h.toArray(), 1e-6f);
      int now = spec.settings().backwards() ? 1 : 2;
      int before = spec.settings().backwards() ? 2 : 1;
      var kept = step(trace, "forget", now).mul(step(trace, "cell", before));
      var added = step(trace, "input", now).mul(step(trace, "candidate", now));
      assertArrayEquals(step(trace, "cell", now).toArray(), kept.add(added).toArray(), 1e-6f);
    }
  }

  private static Tensor step(RecurrentTrace trace, String name, int t) {
    return trace.get(name).narrow(1, t, t + 1);
  }

  @Test
  @Covers("D24")
  void forgetClosesAtAResetSymbol() {
    // features: a number to remember, and a mark that says forget
    var model = Model.input(6, 2).lstm(1);
    var layer = model.layers().getFirst();
    layer.parameter("weight").set(0, 0, 2, 0, 0, -20, 0, 0);
    layer.parameter("recurrent").set(0, 0, 0, 0);
    layer.parameter("bias").set(10, 10, 0, 10);
    var x = Tensor.of(Shape.of(6, 2), 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    var trace = RecurrentTrace.of(model, "lstm_1", x);
    assertEquals(Shape.of(1, 6, 1), trace.get("forget").shape());
    for (int t = 0; t < 6; t++) {
      float forget = trace.get("forget").get(0, t, 0);
      assertEquals(t == 3 ? 0 : 1, forget, 1e-3);
      assertEquals(t < 3 ? Math.tanh(2) : 0, trace.get("cell").get(0, t, 0), 1e-3);
    }
  }

  @Test
  void gatesOfAGruAreItsEquations() {
    for (var spec : List.of(gru(5), gru(5).resetBefore())) {
      var model = Model.input(4, 3).then(spec.returnSequences());
      var trace = RecurrentTrace.of(model, "gru_1", X);
      assertEquals(List.of("reset", "update", "candidate", "hidden"), trace.names());
      var z = step(trace, "update", 2);
      var kept = z.mul(step(trace, "hidden", 1));
      var fresh = z.neg().add(1).mul(step(trace, "candidate", 2));
      assertArrayEquals(step(trace, "hidden", 2).toArray(), kept.add(fresh).toArray(), 1e-6f);
      assertArrayEquals(model.predict(X).toArray(), trace.get("hidden").toArray(), 1e-6f);
    }
  }

  @Test
  void statesOfSimpleAndBidirectionalLayers() {
    var simple = Model.input(4, 3).then(simpleRnn(2).returnSequences());
    assertArrayEquals(
        simple.predict(X).toArray(),
        RecurrentTrace.of(simple, "simpleRnn_1", X).get("hidden").toArray(),
        1e-6f);
    var both = Model.input(4, 3).then(bidirectional(lstm(2).returnSequences()));
    var trace = RecurrentTrace.of(both, "bidirectional_1", X);
    var side = Tensor.concat(2, trace.get("forward.hidden"), trace.get("backward.hidden"));
    assertArrayEquals(both.predict(X).toArray(), side.toArray(), 1e-6f);
  }

  @Test
  void errorsTeach() {
    var model = Model.input(4, 3).lstm(2).dense(1);
    var e = assertThrows(GradusException.class, () -> RecurrentTrace.of(model, "dense_1", X));
    assertTrue(e.getMessage().contains("not a recurrent layer"), e.getMessage());
    assertThrows(GradusException.class, () -> RecurrentTrace.of(model, "lstm_2", X));
    var trace = RecurrentTrace.of(model, "lstm_1", X);
    var missing = assertThrows(GradusException.class, () -> trace.get("update"));
    assertTrue(missing.getMessage().contains("forget"), missing.getMessage());
  }
}
