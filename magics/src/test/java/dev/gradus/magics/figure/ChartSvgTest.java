package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChartSvgTest {
  private static String written(VectorGraphics2D graphics) {
    return ChartSvg.of(graphics.getCommands(), 200, 100);
  }

  @Test
  void pathsAreStepsBetweenRoundedPoints() {
    var path = new Path2D.Double();
    path.moveTo(1.004, 2);
    path.lineTo(4.5, 2);
    path.lineTo(4.5, -1.25);
    path.lineTo(5, 0.05);
    path.lineTo(6, 1);
    path.quadTo(7, 1, 8, 2);
    path.curveTo(1, 2, 3, 4, 5, 6);
    path.closePath();
    assertEquals(
        "m1 2h3.5v-3.25l.5 1.3 1 .95q1 0 2 1c-7 0-5 2-3 4z",
        SvgPath.of(path, new AffineTransform()));
  }

  @Test
  void roundingDoesNotAddUp() {
    var path = new Path2D.Double();
    path.moveTo(0, 0);
    IntStream.rangeClosed(1, 1000).forEach(i -> path.lineTo(i * 0.0149, i % 2));
    var steps = SvgPath.of(path, new AffineTransform()).substring("m0 0l".length());
    var numbers = steps.replace("-", " -").strip().split("\\s+", -1);
    double end = 0;
    for (int i = 0; i < numbers.length; i += 2) {
      end += Double.parseDouble(numbers[i]);
    }
    assertEquals(14.9, end, 0.01);
  }

  @Test
  void coloursLinesPlacesAndTextAreKept() {
    var graphics = new VectorGraphics2D();
    graphics.setColor(new Color(0x0072B2));
    graphics.fill(new Rectangle2D.Double(10, 20, 30, 40));
    graphics.fill(new Ellipse2D.Double(0, 0, 4, 4));
    var own = (VectorGraphics2D) graphics.create();
    own.translate(100, 50);
    own.setColor(new Color(255, 0, 0, 128));
    own.setStroke(
        new BasicStroke(
            2.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0));
    own.setClip(new Rectangle2D.Double(-5, -5, 20, 10));
    own.draw(new Line2D.Double(0, 0, 3, 4));
    own.dispose();
    graphics.drawString("a < b", 5, 6);
    var svg = written(graphics);
    assertTrue(
        svg.contains("<g fill=\"#0072b2\">\n<path d=\"m10 20h30v40h-30v-40z\"/>\n<use"), svg);
    var clip = svg.replaceAll("(?s).*<clipPath id=\"(\\w+)\"><rect x=\"95\" y=\"45\".*", "$1");
    assertTrue(
        svg.contains(
            "<g clip-path=\"url(#"
                + clip
                + ")\" fill=\"none\" stroke=\"#ff0000\""
                + " stroke-opacity=\".5\" stroke-width=\"2.5\" stroke-linecap=\"round\""
                + " stroke-linejoin=\"round\" stroke-dasharray=\"6 4\">\n<path d=\"m100 50l3 4\"/>"),
        svg);
    assertTrue(svg.contains("<text x=\"5\" y=\"6\" font-size="), svg);
    assertTrue(svg.endsWith(">a &lt; b</text>\n</g>\n</svg>\n"), svg);
  }

  /// Letters of a text that stand apart are outlines of their own; a ring stays one.
  @Test
  void equalOutlinesAreWrittenOnce() {
    var graphics = new VectorGraphics2D();
    var ring = new Path2D.Double(new Ellipse2D.Double(0, 0, 8, 8));
    ring.append(new Ellipse2D.Double(2, 2, 4, 4), false);
    var both = new Path2D.Double(ring);
    both.append(
        AffineTransform.getTranslateInstance(10.123, 0.456).createTransformedShape(ring), false);
    graphics.fill(both);
    var svg = written(graphics);
    assertEquals(1, svg.split("<path id=", -1).length - 1, svg);
    var name = svg.replaceAll("(?s).*<path id=\"(\\w+)\" d=\"m0 0c[^\"]*m[^\"]*\"/>.*", "$1");
    var use = "<use href=\"#" + name + "\" x=\"";
    assertTrue(svg.contains(use + "8\" y=\"4\"/>\n" + use + "18.12\" y=\"4.46\"/>"), svg);
  }

  /// The line of a chart goes from step to step as on pixels.
  @Test
  void chartsDrawTheirNumbers() {
    var style = new Line.Style(Theme.MARK, 2, false, Line.Mark.NONE);
    var line = new Line("a", new double[] {0, 1, 2}, new double[] {0, 5, 10}, style);
    var chart =
        LineChart.of(
            "t",
            "x",
            "",
            new Scale(0, 2, 1),
            new Scale(0, 10, 5),
            Theme.CHART_WIDTH,
            java.util.List.of(line));
    var svg = new ChartPicture(java.util.List.of(chart), java.util.List.of(line)).svg();
    var drawn =
        svg.lines()
            .dropWhile(l -> !l.contains("stroke=\"#009e73\""))
            .filter(l -> l.startsWith("<path"))
            .findFirst()
            .orElseThrow();
    var numbers = drawn.replaceAll("[^0-9.-]+", " ").replace("-", " -").strip().split(" +", -1);
    assertEquals(6, numbers.length, drawn);
    assertEquals(Double.parseDouble(numbers[2]), Double.parseDouble(numbers[4]), 0.11, drawn);
    assertEquals(Double.parseDouble(numbers[3]), Double.parseDouble(numbers[5]), 0.11, drawn);
    assertTrue(Double.parseDouble(numbers[3]) < -50, "upwards: " + drawn);
  }
}
