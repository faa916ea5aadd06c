package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import org.junit.jupiter.api.Test;

class RowsTest {
  @Test
  void numbersStandToTheRightAndTextToTheLeft() {
    var table = Figures.table("layer", "output").row("conv2d", 24).row("dense <1>", 1234567.5);
    assertEquals(
        "layer         output\nconv2d            24\ndense <1>  1234567.5", table.toString());
    assertEquals(table.toString(), table.bundle().plain());
    assertEquals(
        "<table><thead><tr><th style=\"text-align: left\">layer</th>"
            + "<th style=\"text-align: right\">output</th></tr></thead><tbody>"
            + "<tr><td style=\"text-align: left\">conv2d</td>"
            + "<td style=\"text-align: right\">24</td></tr>"
            + "<tr><td style=\"text-align: left\">dense &lt;1&gt;</td>"
            + "<td style=\"text-align: right\">1234567.5</td></tr></tbody></table>",
        table.bundle().data().get("text/html"));
  }

  @Test
  void numbersAreWrittenToBeRead() {
    var text = Figures.table("n").row(11112).row(0.1f + 0.2f).row(1e-7).row(Double.NaN).toString();
    assertEquals("       n\n  11,112\n     0.3\n1.00e-07\n     NaN", text);
  }

  @Test
  void rowsOfAnotherLengthAreRefused() {
    var table = Figures.table("a", "b");
    var e = assertThrows(MagicsException.class, () -> table.row(1));
    assertEquals("the table has 2 columns (a, b), the row 1 values.", e.getMessage());
    assertThrows(MagicsException.class, Figures::table);
  }
}
