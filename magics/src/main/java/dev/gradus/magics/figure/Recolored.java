package dev.gradus.magics.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;

/// A chart whose colours are others until this is closed: XChart keeps colours in the chart itself.
final class Recolored implements AutoCloseable {
  private final List<Runnable> back = new ArrayList<>();

  /// @param change from a colour to that in its place
  Recolored(XYChart chart, UnaryOperator<Color> change) {
    var style = chart.getStyler();
    set(style.getChartBackgroundColor(), style::setChartBackgroundColor, change);
    set(style.getPlotBackgroundColor(), style::setPlotBackgroundColor, change);
    set(style.getPlotGridLinesColor(), style::setPlotGridLinesColor, change);
    set(style.getChartFontColor(), style::setChartFontColor, change);
    set(style.getAxisTickMarksColor(), style::setAxisTickMarksColor, change);
    set(style.getXAxisTickLabelsColor(), style::setXAxisTickLabelsColor, change);
    set(style.getYAxisTickLabelsColor(), style::setYAxisTickLabelsColor, change);
    chart.getSeriesMap().values().forEach(series -> series(series, change));
  }

  private void series(XYSeries series, UnaryOperator<Color> change) {
    set(series.getLineColor(), series::setLineColor, change);
    set(series.getMarkerColor(), series::setMarkerColor, change);
    set(series.getFillColor(), series::setFillColor, change);
  }

  private void set(Color now, Consumer<Color> setter, UnaryOperator<Color> change) {
    if (now != null) {
      back.add(() -> setter.accept(now));
      setter.accept(change.apply(now));
    }
  }

  @Override
  public void close() {
    back.forEach(Runnable::run);
  }
}
