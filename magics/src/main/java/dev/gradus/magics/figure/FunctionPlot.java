package dev.gradus.magics.figure;

import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/// Functions of one number and their derivatives, both computed by the engine: the derivative is
/// the gradient of the sum of all values.
public final class FunctionPlot {
  private static final int POINTS = 241;
  private static final int MOST_TOGETHER = 3;
  private static final int LOW = 210;

  private FunctionPlot() {}

  /// The functions that have a name here.
  public static Map<String, UnaryOperator<Tensor>> known() {
    var all = new LinkedHashMap<String, UnaryOperator<Tensor>>();
    all.put("relu", Tensor::relu);
    all.put("sigmoid", Tensor::sigmoid);
    all.put("tanh", Tensor::tanh);
    all.put("leakyRelu", Tensor::leakyRelu);
    all.put("elu", Tensor::elu);
    all.put("gelu", Tensor::gelu);
    all.put("softplus", Tensor::softplus);
    all.put("exp", Tensor::exp);
    all.put("square", Tensor::square);
    all.put("abs", Tensor::abs);
    return all;
  }

  /// Values and derivatives of a function at some places.
  record Curve(String name, double[] x, double[] y, double[] slope) {
    static Curve of(String name, UnaryOperator<Tensor> function, float[] at) {
      var x = Tensor.of(at.clone()).requiresGrad();
      var y = function.apply(x);
      if (y.size() != at.length) {
        throw new MagicsException(
            name + " does not give one number for each: " + x.shape() + " became " + y.shape());
      }
      y.sum().backward();
      return new Curve(name, wide(at), wide(y.toArray()), wide(x.grad().toArray()));
    }

    private static double[] wide(float[] values) {
      var out = new double[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = values[i];
      }
      return out;
    }
  }

  /// The figure of functions over a range.
  ///
  /// @param functions by name, at least one
  /// @param derivatives whether a second panel shows them
  /// @throws MagicsException if there is no function or the range is empty
  public static Figure of(
      Map<String, UnaryOperator<Tensor>> functions, double from, double to, boolean derivatives) {
    if (functions.isEmpty() || !(from < to)) {
      throw new MagicsException(
          "a plot needs at least one function and a range from a number to a larger one, got "
              + functions.size()
              + " functions from "
              + from
              + " to "
              + to
              + ".");
    }
    var at = new float[POINTS];
    for (int i = 0; i < POINTS; i++) {
      at[i] = (float) (from + (to - from) * i / (POINTS - 1));
    }
    var curves = new ArrayList<Curve>();
    functions.forEach((name, f) -> curves.add(Curve.of(name, f, at)));
    return figure(curves, from, to, derivatives);
  }

  private static Figure figure(List<Curve> curves, double from, double to, boolean derivatives) {
    var x = Scale.of(from, to, 8);
    var charts = new ArrayList<Panel>();
    var legend = new ArrayList<Line>();
    if (derivatives && curves.size() > MOST_TOGETHER) {
      apart(curves, x, charts, legend);
    } else {
      together(curves, x, derivatives, charts, legend);
    }
    var names = curves.stream().map(Curve::name).toList();
    return new ChartPicture(charts, legend)
        .figure(String.join(", ", names), facts(curves, derivatives), () -> table(curves));
  }

  /// One panel for the values of all, one for their derivatives.
  private static void together(
      List<Curve> curves, Scale x, boolean derivatives, List<Panel> charts, List<Line> legend) {
    var slopes = new ArrayList<Line>();
    for (int i = 0; i < curves.size(); i++) {
      var c = curves.get(i);
      var style = new Line.Style(Theme.series(i), 2.2f, i >= Theme.COLORS, Line.Mark.NONE);
      legend.add(new Line(c.name(), c.x(), c.y(), style));
      slopes.add(new Line(c.name(), c.x(), c.slope(), style));
    }
    if (!derivatives) {
      charts.add(panel("", x, legend, Theme.WIDE, Theme.CHART_HEIGHT));
      return;
    }
    charts.add(panel("Value", x, legend, Theme.CHART_WIDTH, Theme.CHART_HEIGHT));
    charts.add(panel("Derivative", x, slopes, Theme.CHART_WIDTH, Theme.CHART_HEIGHT));
  }

  /// A panel for each function: many in one would cover each other where they coincide.
  private static void apart(List<Curve> curves, Scale x, List<Panel> charts, List<Line> legend) {
    var value = new Line.Style(Theme.series(0), 2.2f, false, Line.Mark.NONE);
    var slope = new Line.Style(Theme.series(1), 2.2f, false, Line.Mark.NONE);
    for (var c : curves) {
      var lines =
          List.of(
              new Line("value", c.x(), c.y(), value),
              new Line("derivative", c.x(), c.slope(), slope));
      charts.add(panel(c.name(), x, lines, Theme.CHART_WIDTH, LOW));
      if (legend.isEmpty()) {
        legend.addAll(lines);
      }
    }
  }

  private static Panel panel(String title, Scale x, List<Line> lines, int width, int height) {
    var all =
        lines.stream()
            .flatMapToDouble(l -> java.util.Arrays.stream(l.y()))
            .filter(Double::isFinite)
            .summaryStatistics();
    var y = Scale.around(Math.min(0, all.getMin()), Math.max(1, all.getMax()), 6);
    return LineChart.of(title, "x", "", x, y, width, height, lines);
  }

  private static String facts(List<Curve> curves, boolean derivatives) {
    var text = new StringBuilder();
    for (var c : curves) {
      int last = POINTS - 1;
      text.append(text.isEmpty() ? "" : "\n").append(c.name()).append(": from ");
      text.append(Tiles.number(c.y()[0])).append(" at ").append(Tiles.number(c.x()[0]));
      text.append(" to ").append(Tiles.number(c.y()[last])).append(" at ");
      text.append(Tiles.number(c.x()[last]));
      if (derivatives) {
        var slope = java.util.Arrays.stream(c.slope()).summaryStatistics();
        text.append("; derivative from ").append(Tiles.number(slope.getMin())).append(" to ");
        text.append(Tiles.number(slope.getMax()));
      }
    }
    return text.toString();
  }

  private static Table table(List<Curve> curves) {
    var table = Table.create(DoubleColumn.create("x", curves.getFirst().x()));
    for (var c : curves) {
      table.addColumns(
          DoubleColumn.create(c.name(), c.y()),
          DoubleColumn.create("derivative of " + c.name(), c.slope()));
    }
    return table;
  }
}
