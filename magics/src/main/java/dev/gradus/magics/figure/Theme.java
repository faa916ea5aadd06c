package dev.gradus.magics.figure;

import dev.gradus.magics.MagicsException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.AxesChartStyler;

/// One look for every figure: white ground with dark ink, so that it reads in light and dark
/// notebooks and in print; colours that stay apart for colour-blind readers (after Okabe and Ito
/// 2008); one family of fonts that every JVM has.
public final class Theme {
  /// Text and axes.
  public static final Color INK = new Color(0x222222);

  /// Secondary text.
  public static final Color FAINT = new Color(0x5F5F5F);

  /// Grid lines and frames.
  public static final Color LINE = new Color(0xD8D8D8);

  /// Training.
  public static final Color TRAINING = new Color(0x0072B2);

  /// Training, single steps.
  public static final Color TRAINING_LIGHT = new Color(0xA9D0E8);

  /// Validation.
  public static final Color VALIDATION = new Color(0xD55E00);

  /// Everything marked.
  public static final Color MARK = new Color(0x009E73);

  /// Lines of equal height.
  public static final Color GROUND = new Color(0xA9B4BC);

  /// Width of one chart in CSS pixels.
  static final int CHART_WIDTH = 440;

  /// Width of a chart that stands alone.
  static final int WIDE = 600;

  /// Height of one chart in CSS pixels.
  static final int CHART_HEIGHT = 300;

  private static final List<Color> SERIES =
      List.of(
          TRAINING,
          VALIDATION,
          MARK,
          new Color(0xB0468A),
          new Color(0xC78500),
          new Color(0x3FA3DC),
          INK);

  /// How many lines have a colour of their own.
  static final int COLORS = SERIES.size();

  private static final FontRenderContext MEASURE = new FontRenderContext(null, true, true);

  private static final boolean FONTS = probe();

  private Theme() {}

  /// Without fontconfig or any font, as in a small container, Java fails with an error of its own.
  private static boolean probe() {
    try {
      return plain(14, false).getStringBounds("x", MEASURE).getWidth() > 0;
    } catch (InternalError | LinkageError | RuntimeException e) {
      return false;
    }
  }

  /// Whether text, and so any figure, can be drawn on this machine.
  public static boolean hasFonts() {
    return FONTS;
  }

  /// The colour of one of several lines.
  static Color series(int number) {
    return SERIES.get(number % SERIES.size());
  }

  /// The font of a size.
  ///
  /// @throws MagicsException if the machine has no fonts
  public static Font font(double size, boolean bold) {
    if (!FONTS) {
      throw new MagicsException(
          "no figure can be drawn because this machine has no fonts. Install some and start the"
              + " kernel again, for example: apt-get install fontconfig fonts-dejavu-core");
    }
    return plain(size, bold);
  }

  private static Font plain(double size, boolean bold) {
    return new Font(Font.SANS_SERIF, bold ? Font.BOLD : Font.PLAIN, 1).deriveFont((float) size);
  }

  /// How wide a text is.
  public static double width(String text, double size, boolean bold) {
    return font(size, bold).getStringBounds(text, MEASURE).getWidth();
  }

  /// An empty chart in this look.
  public static XYChart chart(String title, String x, String y, int width, int height) {
    var chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    var style = chart.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(LINE);
    style.setPlotGridLinesStroke(new BasicStroke(1f));
    style.setPlotGridVerticalLinesVisible(false);
    style.setChartFontColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickMarksColor(FAINT);
    style.setChartTitleBoxVisible(false);
    style.setChartTitleFont(font(16, true));
    style.setChartTitlePadding(6);
    style.setAxisTitleFont(font(14, false));
    style.setAxisTickLabelsFont(font(14, false));
    style.setAxisTickPadding(4);
    style.setYAxisLabelAlignment(AxesChartStyler.TextAlignment.Right);
    style.setLegendVisible(false);
    style.setChartPadding(8);
    style.setPlotContentSize(0.94);
    style.setAntiAlias(true);
    style.setLocale(java.util.Locale.ROOT);
    return chart;
  }
}
