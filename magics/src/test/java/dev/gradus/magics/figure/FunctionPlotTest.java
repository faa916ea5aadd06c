package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import java.util.Map;
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
    assertTrue(figure.svg().contains(">sigmoid</text>"), "legend");
  }

  @Test
  void emptyRangesAreRefused() {
    assertThrows(MagicsException.class, () -> FunctionPlot.of(FunctionPlot.known(), 1, 1, true));
    assertThrows(MagicsException.class, () -> FunctionPlot.of(Map.of(), 0, 1, true));
  }
}
