package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Tensor;
import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class FunctionPlotTest {
  @Test
  void valuesAndDerivativesAreThoseOfMathematics() {
    var table = Figures.function("tanh", x -> x.tanh(), -2, 2).data();
    for (int i = 0; i < table.rowCount(); i++) {
      double x = table.doubleColumn("x").getDouble(i);
      double y = Math.tanh(x);
      assertEquals(y, table.doubleColumn("tanh").getDouble(i), 1e-5);
      assertEquals(1 - y * y, table.doubleColumn("derivative of tanh").getDouble(i), 1e-5);
    }
  }

  @Test
  void factsStateTheLargestSlope() {
    var figure = FunctionPlot.of(FunctionPlot.known(), -4, 4, true);
    assertTrue(figure.facts().contains("derivative from 0.0177 to 0.250"), figure.facts());
    var panels = ((ChartPicture) figure.picture()).charts();
    assertEquals(
        List.copyOf(FunctionPlot.known().keySet()),
        panels.stream().map(c -> c.getTitle()).toList(),
        "a panel for each");
    assertTrue(figure.svg().contains(">derivative</text>"), "legend");
  }

  @Test
  void fewFunctionsShareAPanel() {
    var two = Map.<String, UnaryOperator<Tensor>>of("relu", Tensor::relu, "gelu", Tensor::gelu);
    var figure = FunctionPlot.of(two, -3, 3, true);
    assertEquals(
        List.of("Value", "Derivative"),
        ((ChartPicture) figure.picture()).charts().stream().map(c -> c.getTitle()).toList());
    assertTrue(figure.svg().contains(">gelu</text>"), "legend");
    assertEquals(1, ((ChartPicture) FunctionPlot.of(two, -3, 3, false).picture()).charts().size());
  }

  @Test
  void emptyRangesAreRefused() {
    assertThrows(MagicsException.class, () -> FunctionPlot.of(FunctionPlot.known(), 1, 1, true));
    assertThrows(MagicsException.class, () -> FunctionPlot.of(Map.of(), 0, 1, true));
  }
}
