package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {
  private static final Lines CHART =
      Figures.lines("Shifts", "pixels", "accuracy")
          .line("MLP", new int[] {0, 1, 2}, new double[] {90, 60.5, 30})
          .line("CNN", List.of(0, 1, 2), List.of(92, 90, 81.25));

  @Test
  void tableHoldsTheNumbersOfTheLines() {
    var table = CHART.figure().data();
    assertArrayEquals(
        new double[] {90, 60.5, 30, 92, 90, 81.25}, table.doubleColumn("y").asDoubleArray());
    assertArrayEquals(new double[] {0, 1, 2, 0, 1, 2}, table.doubleColumn("x").asDoubleArray());
    assertEquals("CNN", table.stringColumn("line").get(3));
  }

  @Test
  void textStatesEveryNumberAndThePictureTheNames() {
    assertEquals(
        """
        Shifts (accuracy against pixels)
        MLP: 90.0 at 0, 60.5 at 1, 30.0 at 2
        CNN: 92.0 at 0, 90.0 at 1, 81.3 at 2\
        """,
        CHART.bundle().plain());
    assertTrue(CHART.bundle().data().containsKey("image/png"), "picture");
    var svg = CHART.figure().svg();
    assertTrue(svg.contains(">MLP</text>") && svg.contains(">CNN</text>"), svg);
  }

  @Test
  void numbersThatAreNotFiniteAreLeftOut() {
    var figure = Figures.lines("t", "x", "y").line("a", 1, Double.NaN, 3).figure();
    assertArrayEquals(new double[] {0, 2}, figure.data().doubleColumn("x").asDoubleArray());
  }

  @Test
  void mistakesAreSaid() {
    var empty = Figures.lines("t", "x", "y");
    assertThrows(MagicsException.class, empty::figure);
    assertThrows(MagicsException.class, () -> empty.range(2, 1));
    assertThrows(MagicsException.class, () -> CHART.line("MLP", 1, 2));
    var e =
        assertThrows(
            MagicsException.class, () -> empty.line("a", new int[] {1}, new double[] {1, 2}));
    assertEquals("the line a has 1 x and 2 y. Give as many of both, at least one.", e.getMessage());
  }
}
