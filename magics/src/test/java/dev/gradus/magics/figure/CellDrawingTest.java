package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.inspect.RecurrentTrace;
import dev.gradus.magics.MagicsException;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CellDrawingTest {
  private static final Tensor X = Context.seeded(1).call(() -> Tensor.randn(6, 3));

  private static ToDoubleFunction<String> numbers(Figure figure) {
    var table = figure.data();
    var names = table.stringColumn("name").asList();
    return name -> table.doubleColumn("value").getDouble(names.indexOf(name));
  }

  private static void shown(Figure figure, RecurrentTrace trace, int step, int unit) {
    for (var name : trace.names()) {
      double value = trace.get(name).get(0, step - 1, unit);
      assertEquals(value, numbers(figure).applyAsDouble(name), name);
      assertTrue(figure.svg().contains(">" + Symbols.number(value) + "</text>"), name);
      assertTrue(figure.facts().contains(name + " " + Symbols.number(value)), name);
    }
  }

  @Test
  void lstmNumbersAreTheEngines() {
    var model = Model.input(6, 3).then(lstm(4).returnSequences()).dense(2).seed(1);
    var figure = CellDrawing.of(model, X, null, 3, 2);
    var trace = RecurrentTrace.of(model, "lstm_1", X);
    shown(figure, trace, 3, 2);
    var n = numbers(figure);
    assertEquals(trace.get("cell").get(0, 1, 2), (float) n.applyAsDouble("cell before"));
    double c =
        n.applyAsDouble("forget") * n.applyAsDouble("cell before")
            + n.applyAsDouble("input") * n.applyAsDouble("candidate");
    assertEquals(c, n.applyAsDouble("cell"), 1e-6);
    assertEquals(n.applyAsDouble("output") * Math.tanh(c), n.applyAsDouble("hidden"), 1e-6);
    assertEquals(0, numbers(CellDrawing.of(model, X, null, 1, 0)).applyAsDouble("cell before"));
  }

  @Test
  void gruNumbersAreTheEngines() {
    var model = Model.input(6, 3).then(gru(4)).seed(1);
    var figure = CellDrawing.of(model, X, "gru_1", 5, 0);
    shown(figure, RecurrentTrace.of(model, "gru_1", X), 5, 0);
    var n = numbers(figure);
    double h =
        n.applyAsDouble("update") * n.applyAsDouble("hidden before")
            + (1 - n.applyAsDouble("update")) * n.applyAsDouble("candidate");
    assertEquals(h, n.applyAsDouble("hidden"), 1e-6);
  }

  @Test
  void simpleNumbersAreTheEngines() {
    for (boolean rectified : new boolean[] {false, true}) {
      var spec = rectified ? simpleRnn(4).rectified() : simpleRnn(4);
      var model = Model.input(6, 3).dense(5).then(spec.named("memory")).dense(2).seed(1);
      var layer = model.layer("memory");
      layer.parameter("bias").set(0.1f, 0.2f, 0.3f, 0.4f);
      var figure = CellDrawing.of(model, X, null, 3, 2);
      var trace = RecurrentTrace.of(model, "memory", X);
      shown(figure, trace, 3, 2);
      var n = numbers(figure);
      var state = trace.get("hidden").narrow(1, 1, 2).reshape(1, 4);
      var before = state.matmul(layer.parameter("recurrent"));
      assertEquals(before.get(0, 2), n.applyAsDouble("from h"), 1e-6);
      assertEquals(0.3, n.applyAsDouble("bias"), 1e-6);
      assertEquals(state.get(0, 2), n.applyAsDouble("hidden before"), 0);
      double sum = n.applyAsDouble("from h") + n.applyAsDouble("from x") + n.applyAsDouble("bias");
      assertEquals(sum, n.applyAsDouble("sum"), 1e-9);
      double h = rectified ? Math.max(0, sum) : Math.tanh(sum);
      assertEquals(h, n.applyAsDouble("hidden"), 1e-6);
      assertTrue(figure.svg().contains(rectified ? ">ReLU</text>" : ">tanh</text>"));
      var start = numbers(CellDrawing.of(model, X, null, 1, 2));
      assertEquals(0, start.applyAsDouble("from h"));
    }
  }

  /// From the last step to the first: what comes in is the state of the step after.
  @Test
  void aReversedCellComesFromTheStepAfter() {
    var model = Model.input(6, 3).then(simpleRnn(4).reversed().returnSequences()).seed(1);
    var trace = RecurrentTrace.of(model, "simpleRnn_1", X);
    var n = numbers(CellDrawing.of(model, X, null, 2, 1));
    assertEquals(trace.get("hidden").get(0, 2, 1), (float) n.applyAsDouble("hidden before"));
    assertEquals(Math.tanh(n.applyAsDouble("sum")), n.applyAsDouble("hidden"), 1e-6);
    assertEquals(0, numbers(CellDrawing.of(model, X, null, 6, 1)).applyAsDouble("from h"));
  }

  @Test
  void errorsTeach() {
    var model = Model.input(6, 3).then(lstm(4)).dense(2);
    var e = assertThrows(MagicsException.class, () -> CellDrawing.of(model, X, null, 7, 0));
    assertTrue(String.valueOf(e.getMessage()).contains("steps 1 to 6"), e.getMessage());
    assertThrows(MagicsException.class, () -> CellDrawing.of(model, X, null, 1, 4));
    var both = Model.input(6, 3).then(bidirectional(lstm(4)));
    var none = assertThrows(MagicsException.class, () -> CellDrawing.of(both, X, null, 1, 0));
    assertTrue(String.valueOf(none.getMessage()).contains("no single cell"), none.getMessage());
    assertThrows(MagicsException.class, () -> CellDrawing.of(model, Tensor.rand(6, 2), null, 1, 0));
  }
}
