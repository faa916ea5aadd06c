package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.magics.Charts;
import dev.gradus.magics.MagicsException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadBarsTest {
  private static final SpreadBars CHART =
      Charts.bars("Error of three seeds", "error in %")
          .bar("without", 10, 12, 11)
          .bar("with", List.of(8, 9.5, 11))
          .bar("quoted", 7.25);

  @Test
  void tableHoldsTheValuesOfTheBars() {
    var table = CHART.figure().data();
    assertArrayEquals(
        new double[] {10, 12, 11, 8, 9.5, 11, 7.25}, table.doubleColumn("value").asDoubleArray());
    assertEquals("with", table.stringColumn("bar").get(3));
  }

  @Test
  void textStatesTheValuesAndThePictureMeanAndSpread() {
    assertEquals(
        """
        Error of three seeds (error in %)
        without: mean 11.0 of 10.0, 12.0, 11.0
        with: mean 9.50 of 8.00, 9.50, 11.0
        quoted: 7.25\
        """,
        CHART.bundle().plain());
    assertTrue(CHART.bundle().data().containsKey("image/png"), "picture");
    var svg = CHART.figure().svg();
    for (var text : List.of("without", "11.0 (10.0 to 12.0)", "7.3", "error in %", "0", "12")) {
      assertTrue(svg.contains(">" + text + "</text>"), text + " in " + svg);
    }
  }

  /// The place of a dot tells its value, and the end of a bar the mean.
  @Test
  void lengthsAreTheValues() {
    var svg = Charts.bars("t", "q").bar("a", 2, 4).bar("b", 1, 8).figure().svg();
    double[] dots = numbers(svg, "<circle[^>]* cx=\"([0-9.]+)\"");
    double unit = (dots[1] - dots[0]) / 2;
    assertEquals(7, (dots[3] - dots[2]) / unit, 0.01);
    double[] widths = numbers(svg, "<rect[^>]* width=\"([0-9.]+)\" height=\"18[.0]*\"");
    assertArrayEquals(new double[] {3 * unit, 4.5 * unit}, widths, 0.1);
  }

  private static double[] numbers(String svg, String pattern) {
    return Pattern.compile(pattern)
        .matcher(svg)
        .results()
        .mapToDouble(m -> Double.parseDouble(m.group(1)))
        .toArray();
  }

  @Test
  void tinyNumbersAreRoundedBesideLargeOnes() {
    var svg = Charts.bars("t", "q").bar("a", 0.2, 1).bar("b", 1e-9, 3e-9).figure().svg();
    assertTrue(svg.contains(">0.60 (0.20 to 1.00)</text>"), svg);
    assertTrue(svg.contains(">0.00 (0.00 to 0.00)</text>"), svg);
  }

  @Test
  void anAxisMayReachFurther() {
    var near = Charts.bars("t", "q").bar("a", 0.2, 0.4);
    assertTrue(!near.figure().svg().contains(">1.0</text>"), "as far as the values");
    assertTrue(near.upTo(1).figure().svg().contains(">1.0</text>"), "as far as asked for");
  }

  @Test
  void ofManyValuesTheExtremesAndOfManyBarsSome() {
    var values = DoubleStream.iterate(1, v -> v + 1).limit(100).toArray();
    var many = Charts.bars("t", "q");
    for (int i = 0; i < 100; i++) {
      many = many.bar("bar " + i, values);
    }
    var facts = many.figure().facts();
    assertTrue(facts.startsWith("t (q) (40 of 100 bars, evenly chosen)"), facts);
    assertTrue(facts.contains("bar 99: mean 50.5 of 100 values from 1.00 to 100"), facts);
    assertEquals(41, facts.lines().count());
    assertEquals(10_000, many.figure().data().rowCount());
  }

  @Test
  void mistakesAreSaid() {
    var empty = Charts.bars("t", "q");
    assertThrows(MagicsException.class, empty::figure);
    assertThrows(MagicsException.class, () -> empty.bar("a"));
    assertThrows(MagicsException.class, () -> CHART.bar("with", 1));
    var e = assertThrows(MagicsException.class, () -> empty.bar("a", 1, Double.NaN));
    assertEquals("the bar a has the value NaN, for which there is no length.", e.getMessage());
  }
}
