package dev.gradus.magics.figure;

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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CellDrawingTest {
  private static final Tensor X = Context.seeded(1).call(() -> Tensor.randn(6, 3));

  private static Map<String, Double> numbers(Figure figure) {
    var numbers = new HashMap<String, Double>();
    var table = figure.data();
    for (int i = 0; i < table.rowCount(); i++) {
      numbers.put(table.stringColumn("name").get(i), table.doubleColumn("value").getDouble(i));
    }
    return numbers;
  }

  private static void shown(Figure figure, RecurrentTrace trace, int step, int unit) {
    for (var name : trace.names()) {
      double value = trace.get(name).get(0, step - 1, unit);
      assertEquals(value, numbers(figure).get(name), name);
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
    assertEquals(trace.get("cell").get(0, 1, 2), n.get("cell before").floatValue());
    double c = n.get("forget") * n.get("cell before") + n.get("input") * n.get("candidate");
    assertEquals(c, n.get("cell"), 1e-6);
    assertEquals(n.get("output") * Math.tanh(c), n.get("hidden"), 1e-6);
    assertEquals(0, numbers(CellDrawing.of(model, X, null, 1, 0)).get("cell before"));
  }

  @Test
  void gruNumbersAreTheEngines() {
    var model = Model.input(6, 3).then(gru(4)).seed(1);
    var figure = CellDrawing.of(model, X, "gru_1", 5, 0);
    shown(figure, RecurrentTrace.of(model, "gru_1", X), 5, 0);
    var n = numbers(figure);
    double h =
        n.get("update") * n.get("hidden before") + (1 - n.get("update")) * n.get("candidate");
    assertEquals(h, n.get("hidden"), 1e-6);
  }

  @Test
  void errorsTeach() {
    var model = Model.input(6, 3).then(lstm(4)).dense(2);
    var e = assertThrows(MagicsException.class, () -> CellDrawing.of(model, X, null, 7, 0));
    assertTrue(String.valueOf(e.getMessage()).contains("steps 1 to 6"), e.getMessage());
    assertThrows(MagicsException.class, () -> CellDrawing.of(model, X, null, 1, 4));
    var simple = Model.input(6, 3).then(simpleRnn(4));
    var none = assertThrows(MagicsException.class, () -> CellDrawing.of(simple, X, null, 1, 0));
    assertTrue(String.valueOf(none.getMessage()).contains("has no gates"), none.getMessage());
    assertThrows(MagicsException.class, () -> CellDrawing.of(model, Tensor.rand(6, 2), null, 1, 0));
  }
}
