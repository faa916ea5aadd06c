package dev.gradus.magics.figure;

import static dev.gradus.magics.figure.Vega.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Histograms and bars for Vega-Lite 5, with their numbers under the pointer.
final class VegaBars {
  private VegaBars() {}

  /// A histogram for each panel; one bar far above all others is cut, its count is under the
  /// pointer.
  ///
  /// @param columns of a row
  /// @param shared the ends of the x axis of all; empty if each has its own
  static Map<String, Object> histograms(
      String title, List<Histograms.Panel> panels, int columns, double[] shared) {
    var charts = new ArrayList<Object>();
    for (var panel : panels) {
      charts.add(histogram(panel, shared));
    }
    var page = Vega.page(charts, columns);
    page.put("title", title);
    return page;
  }

  private static Map<String, Object> histogram(Histograms.Panel panel, double[] shared) {
    var v = panel.values();
    var rows = new ArrayList<Object>();
    for (int i = 0; i < v.bins().length; i++) {
      rows.add(map("from", v.edges()[i], "to", v.edges()[i + 1], "count", v.bins()[i]));
    }
    double[] ends =
        shared.length > 0 ? shared : new double[] {v.edges()[0], v.edges()[v.edges().length - 1]};
    var x = map("field", "from", "type", "quantitative", "bin", "binned", "title", null);
    x.put("scale", map("domain", List.of(ends[0], ends[1]), "nice", false, "zero", false));
    x.put("axis", map("grid", false, "tickCount", 4));
    var y = map("field", "count", "type", "quantitative", "title", "count");
    y.put("scale", map("domain", List.of(0, Histograms.top(v)), "nice", false));
    y.put("axis", map("tickCount", 4));
    var subtitle =
        String.format(Locale.ROOT, "mean %s, std %s", Fit.number(v.mean()), Fit.number(v.std()));
    return map(
        "title",
        map("text", panel.title(), "subtitle", subtitle, "fontSize", 13),
        "width",
        170,
        "height",
        100,
        "data",
        map("values", rows),
        "mark",
        map("type", "bar", "clip", true, "color", Vega.hex(Theme.TRAINING)),
        "encoding",
        map("x", x, "x2", map("field", "to"), "y", y, "tooltip", tips("from", "to", "count")));
  }

  private static List<Object> tips(String... fields) {
    return Arrays.stream(fields)
        .<Object>map(f -> map("field", f, "type", "quantitative", "format", Vega.DIGITS))
        .toList();
  }

  /// Horizontal bars, each with its note. On a logarithmic axis 0 has no bar.
  ///
  /// @param ends of the axis, as exponents of 10 if it is logarithmic
  static Map<String, Object> bars(Bars.Axis axis, List<Bars.Bar> bars, double[] ends) {
    boolean log = axis.logarithmic();
    double least = log ? Math.pow(10, ends[0]) : ends[0];
    double most = log ? Math.pow(10, ends[1]) : ends[1];
    var rows = new ArrayList<Object>();
    for (var bar : bars) {
      boolean none = log && bar.value() <= 0;
      var value = none ? null : Vega.finite(bar.value());
      rows.add(map("name", bar.name(), "value", value, "note", bar.note(), "least", least));
    }
    var scale = map("domain", List.of(least, most), "nice", false);
    scale.put("type", log ? "log" : "linear");
    var x = map("field", "value", "type", "quantitative", "title", axis.quantity());
    x.put("scale", scale);
    x.put("stack", null);
    var y = map("field", "name", "type", "nominal", "sort", null, "title", null);
    var tooltip =
        List.of(
            map("field", "name", "type", "nominal"),
            map(
                "field",
                "value",
                "type",
                "quantitative",
                "title",
                axis.quantity(),
                "format",
                Vega.DIGITS),
            map("field", "note", "type", "nominal", "title", "shown as"));
    var encoding = map("x", x, "x2", map("field", "least"), "y", y, "tooltip", tooltip);
    var chart = map("width", 420, "height", map("step", 24), "data", map("values", rows));
    chart.put("mark", map("type", "bar", "color", Vega.hex(Theme.TRAINING)));
    chart.put("encoding", encoding);
    var page = Vega.page(List.of(chart), 1);
    page.put("title", axis.title());
    return page;
  }
}
