package dev.gradus.magics.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Graphics2D;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.knowm.xchart.XYChart;

/// Charts side by side.
public final class ChartPicture implements Picture {
  private final List<XYChart> charts;

  /// Charts side by side.
  public ChartPicture(List<XYChart> charts) {
    this.charts = List.copyOf(charts);
  }

  /// The charts, from left to right.
  public List<XYChart> charts() {
    return charts;
  }

  @Override
  public int width() {
    return charts.stream().mapToInt(XYChart::getWidth).sum();
  }

  @Override
  public int height() {
    return charts.stream().mapToInt(XYChart::getHeight).max().orElse(0);
  }

  @Override
  public void paint(Graphics2D graphics) {
    for (var chart : charts) {
      var own = (Graphics2D) graphics.create();
      chart.paint(own, chart.getWidth(), chart.getHeight());
      own.dispose();
      graphics.translate(chart.getWidth(), 0);
    }
  }

  @Override
  public String svg() {
    var graphics = new VectorGraphics2D();
    paint(graphics);
    var bytes = new ByteArrayOutputStream();
    try {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(0, 0, width(), height()))
          .writeTo(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
