package dev.gradus.magics.figure;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Charts of lines for Vega-Lite 5, as maps and lists: the colours, dashes and axes of the picture,
/// and the values of the nearest point under the pointer. Numbers that are not finite become null,
/// which leaves a gap.
///
/// Source: the schema of Vega-Lite 5, `vega.github.io/schema/vega-lite/v5.json`.
final class Vega {
  /// Points of a line from which on only some are given.
  static final int MOST = 2000;

  /// Five digits, without zeros at the end.
  static final String DIGITS = ".5~g";

  private static final int HIGH = 220;
  private static final String SERIES = "series";

  private final List<Panel> panels;
  private final List<String> names = new ArrayList<>();
  private final List<String> colors = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Vega(List<Panel> panels) {
    this.panels = panels;
    for (var panel : panels) {
      for (var line : panel.lines()) {
        if (line.x().length > 0 && !names.contains(line.name())) {
          names.add(line.name());
          colors.add(hex(line.style().color()));
        }
        int stride = line.stride(MOST);
        if (stride > 1) {
          notes.add(
              String.format(
                  Locale.ROOT,
                  "%s: 1 of %,d points each, %,d in all",
                  line.name(),
                  stride,
                  line.x().length));
        }
      }
    }
  }

  static Map<String, Object> of(List<Panel> panels) {
    return new Vega(panels).chart();
  }

  private Map<String, Object> chart() {
    var concat = new ArrayList<Object>();
    for (int i = 0; i < panels.size(); i++) {
      concat.add(panel(panels.get(i), "near" + i));
    }
    var all = page(concat, 2);
    if (!notes.isEmpty()) {
      all.put("title", map("text", notes, "fontWeight", "normal", "fontSize", 12));
    }
    all.put("resolve", map("scale", map("color", "shared"), "legend", map("color", "shared")));
    return all;
  }

  /// Charts beside each other in our look.
  static Map<String, Object> page(List<Object> charts, int columns) {
    var axis = map("labelFontSize", 12, "titleFontSize", 13, "titleFontWeight", "normal");
    axis.put("labelColor", hex(Theme.INK));
    axis.put("titleColor", hex(Theme.INK));
    axis.put("gridColor", hex(Theme.LINE));
    axis.put("domainColor", hex(Theme.FAINT));
    var config = map("font", "sans-serif", "view", map("stroke", null), "axis", axis);
    config.put("title", map("fontSize", 15, "anchor", "start", "color", hex(Theme.INK)));
    config.put("legend", map("labelFontSize", 12, "labelColor", hex(Theme.INK)));
    return map(
        "$schema",
        "https://vega.github.io/schema/vega-lite/v5.json",
        "background",
        "white",
        "config",
        config,
        "columns",
        columns,
        "concat",
        charts);
  }

  private Map<String, Object> panel(Panel panel, String hover) {
    var values = new ArrayList<Object>();
    var layers = new ArrayList<Object>();
    var near = new ArrayList<String>();
    for (var line : panel.lines()) {
      if (line.x().length > 0) {
        rows(values, panel.axes(), line.thinned(MOST));
        layers.addAll(layers(panel.axes(), line));
        if (!flat(line)) {
          near.add(line.name());
        }
      }
    }
    layers.add(near(panel.axes(), near, hover));
    boolean alone = panels.size() == 1;
    return map(
        "title",
        panel.axes().title(),
        "width",
        alone ? 520 : 330,
        "height",
        alone ? 260 : HIGH,
        "data",
        map("values", values),
        "layer",
        layers);
  }

  /// Whether it is a mark on the chart and not a line through values.
  private static boolean flat(Line line) {
    return switch (line.style().mark()) {
      case RULE, AREA -> true;
      case NONE, CIRCLE, DIAMOND -> false;
    };
  }

  private static void rows(List<Object> values, Panel.Axes axes, Line line) {
    for (int i = 0; i < line.x().length; i++) {
      values.add(map(SERIES, line.name(), "x", place(axes, line.x()[i]), "y", finite(line.y()[i])));
    }
  }

  /// Where a number stands on the x axis: the power, the name, or itself.
  private static @Nullable Object place(Panel.Axes axes, double x) {
    return switch (axes.ticks()) {
      case PLAIN -> finite(x);
      case POWERS -> finite(Math.pow(10, x));
      case NAMES -> axes.names().get((int) Math.round(x));
    };
  }

  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private List<Object> layers(Panel.Axes axes, Line line) {
    var style = line.style();
    return switch (style.mark()) {
      case AREA -> List.of(area(axes, line));
      case RULE -> {
        var mark = map("type", "rule", "strokeWidth", style.width());
        yield List.of(layer(axes, line, dashed(mark, style), false));
      }
      case NONE, CIRCLE, DIAMOND -> {
        var layers = new ArrayList<Object>();
        if (style.width() > 0) {
          var mark = map("type", "line", "strokeWidth", style.width());
          layers.add(layer(axes, line, dashed(mark, style), true));
        }
        if (style.mark() != Line.Mark.NONE) {
          var shape = style.mark() == Line.Mark.CIRCLE ? "circle" : "diamond";
          var mark = map("type", "point", "shape", shape, "filled", true, "size", 45, "opacity", 1);
          layers.add(layer(axes, line, mark, true));
        }
        yield layers;
      }
    };
  }

  private static Map<String, Object> dashed(Map<String, Object> mark, Line.Style style) {
    if (style.dashed()) {
      mark.put("strokeDash", List.of(3 * style.width(), 2 * style.width()));
    }
    return mark;
  }

  private Map<String, Object> layer(
      Panel.Axes axes, Line line, Map<String, Object> mark, boolean values) {
    var encoding = map("x", x(axes));
    if (values) {
      encoding.put("y", y(axes));
    }
    encoding.put("color", color());
    return map("transform", only(List.of(line.name())), "mark", mark, "encoding", encoding);
  }

  /// A band from its smallest to its largest numbers.
  private Map<String, Object> area(Panel.Axes axes, Line line) {
    var x = Arrays.stream(line.x()).summaryStatistics();
    var y = Arrays.stream(line.y()).summaryStatistics();
    var values = map(SERIES, line.name(), "x", place(axes, x.getMin()), "y", y.getMin());
    values.put("x2", place(axes, x.getMax()));
    values.put("y2", y.getMax());
    var encoding = map("x", x(axes), "x2", map("field", "x2"), "y", y(axes));
    encoding.put("y2", map("field", "y2"));
    encoding.put("color", color());
    return map("data", map("values", List.of(values)), "mark", "rect", "encoding", encoding);
  }

  /// Points that are seen when the pointer is near, and their values.
  private Map<String, Object> near(Panel.Axes axes, List<String> names, String hover) {
    var select = map("type", "point", "on", "mouseover", "clear", "mouseout", "nearest", true);
    var seen = map("condition", map("param", hover, "empty", false, "value", 1), "value", 0);
    var yTitle = axes.yTitle().isEmpty() ? axes.title() : axes.yTitle();
    var xType = axes.ticks() == Panel.Ticks.NAMES ? "nominal" : "quantitative";
    var tooltip = new ArrayList<Object>();
    tooltip.add(map("field", SERIES, "type", "nominal"));
    var at = map("field", "x", "type", xType, "title", axes.xTitle());
    if (axes.ticks() != Panel.Ticks.NAMES) {
      at.put("format", DIGITS);
    }
    tooltip.add(at);
    tooltip.add(map("field", "y", "type", "quantitative", "title", yTitle, "format", DIGITS));
    return map(
        "params",
        List.of(map("name", hover, "select", select)),
        "transform",
        only(names),
        "mark",
        map("type", "point", "filled", true, "size", 80),
        "encoding",
        map("x", x(axes), "y", y(axes), "color", color(), "opacity", seen, "tooltip", tooltip));
  }

  private static List<Object> only(List<String> names) {
    return List.of(map("filter", map("field", SERIES, "oneOf", names)));
  }

  private static Map<String, Object> x(Panel.Axes axes) {
    var x = map("field", "x", "type", "quantitative", "title", title(axes.xTitle()));
    switch (axes.ticks()) {
      case PLAIN -> x.put("scale", scale(axes.x().least(), axes.x().most()));
      case POWERS -> {
        var scale = scale(Math.pow(10, axes.x().least()), Math.pow(10, axes.x().most()));
        scale.put("type", "log");
        scale.remove("zero"); // has no place there
        x.put("scale", scale);
      }
      case NAMES -> {
        x.put("type", "nominal");
        x.put("scale", map("domain", axes.names()));
      }
    }
    var axis = map("grid", false, "labelAngle", 0, "labelOverlap", true);
    if (axes.ticks() == Panel.Ticks.POWERS) {
      axis.put("format", "~e");
    }
    x.put("axis", axis);
    return x;
  }

  private static Map<String, Object> y(Panel.Axes axes) {
    var y = map("field", "y", "type", "quantitative", "title", title(axes.yTitle()));
    y.put("scale", scale(axes.y().least(), axes.y().most()));
    return y;
  }

  private static @Nullable String title(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Map<String, Object> scale(double least, double most) {
    return map("domain", List.of(least, most), "nice", false, "zero", false);
  }

  private Map<String, Object> color() {
    var legend = map("title", null, "orient", "bottom", "columns", 3, "labelLimit", 300);
    legend.put("symbolOpacity", 1);
    return map(
        "field",
        SERIES,
        "type",
        "nominal",
        "scale",
        map("domain", names, "range", colors),
        "legend",
        legend);
  }

  static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  /// A map with keys in this order; values may be null.
  static Map<String, Object> map(@Nullable Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}
