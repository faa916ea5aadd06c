package dev.gradus.magics.figure;

import dev.gradus.engine.Context;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.FullBatchOptimizer;
import dev.gradus.engine.train.Optimizer;
import dev.gradus.kernel.display.Displayable;
import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.magics.MagicsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BinaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/// The paths of optimizers over a loss of two numbers, on lines of equal loss. Loss, gradients and
/// steps are the engine's.
///
/// ```java
/// paths("valley", (x, y) -> x.square().mul(0.1).add(y.square().mul(2)))
///     .range(-6, 6, -3, 3).from(-5, -2).steps(40)
///     .path("sgd", sgd(0.4)).path("adam", adam(0.4))
/// ```
public final class OptimizerPaths implements Displayable {
  private static final int WIDTH = 520;
  private static final int HEIGHT = 400;

  /// Where an optimizer went.
  ///
  /// @param name of the path
  /// @param x of every step, the start included
  /// @param y the same
  /// @param loss there
  public record Trail(String name, double[] x, double[] y, double[] loss) {}

  private final String name;
  private final BinaryOperator<Tensor> loss;
  private final Map<String, Optimizer> optimizers;
  private final double[] range;
  private final double[] start;
  private final int steps;
  private final double noise;

  private OptimizerPaths(
      String name,
      BinaryOperator<Tensor> loss,
      Map<String, Optimizer> optimizers,
      double[] range,
      double[] start,
      int steps,
      double noise) {
    this.name = name;
    this.loss = loss;
    this.optimizers = optimizers;
    this.range = range;
    this.start = start;
    this.steps = steps;
    this.noise = noise;
  }

  /// No path yet; from (-4, -2) over -5 to 5 in 40 steps.
  ///
  /// @param loss of x and y, number by number
  public static OptimizerPaths over(String name, BinaryOperator<Tensor> loss) {
    return new OptimizerPaths(
        name, loss, Map.of(), new double[] {-5, 5, -5, 5}, new double[] {-4, -2}, 40, 0);
  }

  /// The same over another part of the plane.
  public OptimizerPaths range(double x1, double x2, double y1, double y2) {
    if (!(x1 < x2 && y1 < y2)) {
      throw new MagicsException(
          "the plane must reach from a smaller to a larger x and y, got x from "
              + x1
              + " to "
              + x2
              + " and y from "
              + y1
              + " to "
              + y2
              + ".");
    }
    double[] all = {x1, x2, y1, y2};
    return new OptimizerPaths(name, loss, optimizers, all, start, steps, noise);
  }

  /// The same from another place.
  public OptimizerPaths from(double x, double y) {
    return new OptimizerPaths(name, loss, optimizers, range, new double[] {x, y}, steps, noise);
  }

  /// The same with another number of steps.
  public OptimizerPaths steps(int count) {
    if (count < 1) {
      throw new MagicsException("a path needs at least 1 step, got " + count + ".");
    }
    return new OptimizerPaths(name, loss, optimizers, range, start, count, noise);
  }

  /// The same with a normal number of this deviation added to every gradient, as the choice of a
  /// mini-batch does; 0 for the gradient itself.
  public OptimizerPaths noise(double deviation) {
    return new OptimizerPaths(name, loss, optimizers, range, start, steps, deviation);
  }

  /// The same with one path more.
  ///
  /// @throws MagicsException if the name is taken
  public OptimizerPaths path(String pathName, Optimizer optimizer) {
    var more = new LinkedHashMap<>(optimizers);
    if (more.putIfAbsent(pathName, optimizer) != null) {
      throw new MagicsException("there is a path " + pathName + " already. Give it another name.");
    }
    return new OptimizerPaths(name, loss, more, range, start, steps, noise);
  }

  /// Where every optimizer goes.
  public List<Trail> trails() {
    var all = new ArrayList<Trail>();
    optimizers.forEach((pathName, optimizer) -> all.add(trail(pathName, optimizer)));
    return List.copyOf(all);
  }

  private Trail trail(String pathName, Optimizer optimizer) {
    var backend = Context.current().device().backend();
    var place = Slice.of(backend.allocate(2));
    var gradient = Slice.of(backend.allocate(2));
    var state = new Slice[optimizer.memory()];
    for (int i = 0; i < state.length; i++) {
      state[i] = Slice.of(backend.allocate(2));
    }
    var random = new Philox(Context.current().seed(), 0);
    var trail =
        new Trail(pathName, new double[steps + 1], new double[steps + 1], new double[steps + 1]);
    place.set(0, start[0]);
    place.set(1, start[1]);
    for (int i = 0; i <= steps; i++) {
      trail.x()[i] = place.get(0);
      trail.y()[i] = place.get(1);
      trail.loss()[i] = evaluate(place, gradient, random);
      if (i < steps && optimizer instanceof FullBatchOptimizer full) {
        full.iterate(backend, place, gradient, state, () -> evaluate(place, gradient, random));
      } else if (i < steps) {
        optimizer.step(backend, i + 1, place, gradient, state);
      }
    }
    return trail;
  }

  private double evaluate(Slice place, Slice gradient, Philox random) {
    var x = Tensor.of((float) place.get(0)).requiresGrad();
    var y = Tensor.of((float) place.get(1)).requiresGrad();
    var result = loss.apply(x, y).sum();
    result.backward();
    gradient.set(0, slope(x) + noise * random.nextGaussian());
    gradient.set(1, slope(y) + noise * random.nextGaussian());
    return result.item();
  }

  /// 0 where the loss does not depend on a number.
  private static double slope(Tensor at) {
    var slice = at.gradSlice();
    return slice == null ? 0 : slice.get(0);
  }

  /// The figure.
  ///
  /// @throws MagicsException if there is no path
  public Figure figure() {
    if (optimizers.isEmpty()) {
      throw new MagicsException(
          "there is no path over " + name + " yet. Add one: .path(\"sgd\", sgd(0.1))");
    }
    var trails = trails();
    var lines = new ArrayList<>(Contours.of(name, loss, range));
    for (int i = 0; i < trails.size(); i++) {
      lines.add(line(trails.get(i), i));
    }
    var first = new Line.Style(Theme.INK, 0, false, Line.Mark.CIRCLE);
    lines.add(new Line("start", new double[] {start[0]}, new double[] {start[1]}, first));
    var x = Scale.of(range[0], range[1], 8);
    var y = Scale.of(range[2], range[3], 8);
    var title = trails.size() == 1 ? trails.getFirst().name() + " on " + name : "Paths on " + name;
    var chart = LineChart.of(title, "x", "y", x, y, WIDTH, HEIGHT, lines);
    chart.chart().getStyler().setPlotGridLinesVisible(false).setMarkerSize(5);
    return new Figure(
        "paths on " + name,
        facts(trails),
        new ChartPicture(List.of(chart), lines),
        () -> table(trails));
  }

  private boolean inside(double x, double y) {
    return x >= range[0] && x <= range[1] && y >= range[2] && y <= range[3];
  }

  /// How many points, from the first, lie in the picture.
  private int seen(Trail trail) {
    int n = 0;
    while (n < trail.x().length && inside(trail.x()[n], trail.y()[n])) {
      n++;
    }
    return n;
  }

  private Line line(Trail trail, int number) {
    int n = seen(trail);
    boolean leaves = n > 0 && n < trail.x().length && Double.isFinite(trail.x()[n] + trail.y()[n]);
    double[] x = Arrays.copyOf(trail.x(), leaves ? n + 1 : n);
    double[] y = Arrays.copyOf(trail.y(), x.length);
    if (leaves) {
      double share =
          Math.min(
              share(x[n - 1], x[n], range[0], range[1]), share(y[n - 1], y[n], range[2], range[3]));
      x[n] = x[n - 1] + share * (x[n] - x[n - 1]);
      y[n] = y[n - 1] + share * (y[n] - y[n - 1]);
    }
    var mark = number % 2 == 0 ? Line.Mark.CIRCLE : Line.Mark.DIAMOND;
    // wide below narrow, so that paths that coincide stay visible
    float width = 1.8f + 0.3f * Math.min(4, optimizers.size() - 1 - number);
    return new Line(trail.name(), x, y, new Line.Style(Theme.series(number), width, false, mark));
  }

  /// How much of the way from one number to another lies in a range; the first one does.
  private static double share(double from, double to, double least, double most) {
    double way = to - from;
    return way > 0 && to > most ? (most - from) / way : to < least ? (least - from) / way : 1;
  }

  private String facts(List<Trail> trails) {
    var text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d steps over %s from (%.4g, %.4g), loss %.4g.",
            steps,
            name,
            start[0],
            start[1],
            trails.getFirst().loss()[0]));
    for (var trail : trails) {
      text.append(
          String.format(
              Locale.ROOT,
              "\n%s: ends at (%.4g, %.4g), loss %.4g",
              trail.name(),
              trail.x()[steps],
              trail.y()[steps],
              trail.loss()[steps]));
      int n = seen(trail);
      text.append(n <= steps ? "; leaves the picture at step " + n : "");
    }
    return text.toString();
  }

  private static Table table(List<Trail> trails) {
    var names = StringColumn.create("path");
    var number = IntColumn.create("step");
    var xs = DoubleColumn.create("x");
    var ys = DoubleColumn.create("y");
    var losses = DoubleColumn.create("loss");
    for (var trail : trails) {
      for (int i = 0; i < trail.x().length; i++) {
        names.append(trail.name());
        number.append(i);
        xs.append(trail.x()[i]);
        ys.append(trail.y()[i]);
        losses.append(trail.loss()[i]);
      }
    }
    return Table.create(names, number, xs, ys, losses);
  }

  @Override
  public MimeBundle bundle() {
    return figure().bundle();
  }

  /// Where the paths end.
  @Override
  public String toString() {
    return optimizers.isEmpty() ? "no path over " + name : facts(trails());
  }
}
