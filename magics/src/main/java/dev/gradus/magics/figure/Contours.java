package dev.gradus.magics.figure;

import dev.gradus.engine.Tensor;
import dev.gradus.magics.MagicsException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// Lines of equal height over a grid of numbers, by marching squares: every cell is cut where the
/// height lies between its corners, and cuts that meet become one line.
final class Contours {
  private static final int GRID = 81;
  private static final int LEVELS = 10;

  private final double[] x;
  private final double[] y;
  private final double[] heights;

  /// Lines of equal loss, all under one name.
  ///
  /// @param loss of x and y, number by number
  /// @param range first and last x, first and last y
  /// @throws MagicsException if the loss does not give one number for each x and y
  static List<Line> of(String name, BinaryOperator<Tensor> loss, double[] range) {
    double[] x = spread(range[0], range[1]);
    double[] y = spread(range[2], range[3]);
    var xs = new float[GRID * GRID];
    var ys = new float[GRID * GRID];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = (float) x[i % GRID];
      ys[i] = (float) y[i / GRID];
    }
    float[] found = loss.apply(Tensor.of(xs), Tensor.of(ys)).toArray();
    if (found.length != xs.length) {
      throw new MagicsException(
          "the loss "
              + name
              + " must give one number for each x and y, but gave "
              + found.length
              + " for "
              + xs.length
              + ". Compute with x and y number by number.");
    }
    var heights = new double[found.length];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = found[i];
    }
    var contours = new Contours(x, y, heights);
    var style = new Line.Style(Theme.GROUND, 1.1f, false, Line.Mark.NONE);
    var lines = new ArrayList<Line>();
    for (double level : contours.levels(LEVELS)) {
      for (double[][] line : contours.lines(level)) {
        lines.add(new Line("equal loss", line[0], line[1], style));
      }
    }
    return lines;
  }

  private static double[] spread(double from, double to) {
    var at = new double[GRID];
    for (int i = 0; i < GRID; i++) {
      at[i] = from + (to - from) * i / (GRID - 1);
    }
    return at;
  }

  /// @param x the columns
  /// @param y the rows
  /// @param heights row after row
  Contours(double[] x, double[] y, double[] heights) {
    this.x = x;
    this.y = y;
    this.heights = heights;
  }

  private double at(int row, int column) {
    return heights[row * x.length + column];
  }

  /// Heights between which the ground is equally large, so that lines keep their distance on steep
  /// and flat ground.
  double[] levels(int count) {
    double[] sorted = Arrays.stream(heights).filter(Double::isFinite).sorted().toArray();
    var levels = new double[count];
    for (int i = 0; i < count; i++) {
      // more lines near the lowest ground
      double share = Math.pow((i + 0.5) / count, 1.4);
      levels[i] = sorted[(int) (share * (sorted.length - 1))];
    }
    return Arrays.stream(levels).distinct().toArray();
  }

  /// The lines of one height, each as [xs, ys].
  List<double[][]> lines(double level) {
    Map<Long, List<Long>> neighbours = new HashMap<>();
    Map<Long, double[]> points = new HashMap<>();
    for (int r = 0; r + 1 < y.length; r++) {
      for (int c = 0; c + 1 < x.length; c++) {
        cell(r, c, level, neighbours, points);
      }
    }
    return joined(neighbours, points);
  }

  /// An edge: 2 * its first corner, plus 1 if it goes to the next row.
  private long edge(int row, int column, boolean up) {
    return 2L * ((long) row * x.length + column) + (up ? 1 : 0);
  }

  private void cell(
      int r, int c, double level, Map<Long, List<Long>> neighbours, Map<Long, double[]> points) {
    var cuts = new ArrayList<Long>(4);
    cut(cuts, points, level, r, c, r, c + 1);
    cut(cuts, points, level, r, c + 1, r + 1, c + 1);
    cut(cuts, points, level, r + 1, c, r + 1, c + 1);
    cut(cuts, points, level, r, c, r + 1, c);
    for (int i = 0; i + 1 < cuts.size(); i += 2) {
      neighbours.computeIfAbsent(cuts.get(i), _ -> new ArrayList<>(2)).add(cuts.get(i + 1));
      neighbours.computeIfAbsent(cuts.get(i + 1), _ -> new ArrayList<>(2)).add(cuts.get(i));
    }
  }

  private void cut(
      List<Long> cuts,
      Map<Long, double[]> points,
      double level,
      int r,
      int c,
      int nextRow,
      int nextColumn) {
    double a = at(r, c) - level;
    double b = at(nextRow, nextColumn) - level;
    if ((a >= 0) == (b >= 0) || !Double.isFinite(a) || !Double.isFinite(b)) {
      return;
    }
    double t = a / (a - b);
    long edge = edge(r, c, nextRow > r);
    points.put(
        edge, new double[] {x[c] + t * (x[nextColumn] - x[c]), y[r] + t * (y[nextRow] - y[r])});
    cuts.add(edge);
  }

  private static List<double[][]> joined(
      Map<Long, List<Long>> neighbours, Map<Long, double[]> points) {
    var lines = new ArrayList<double[][]>();
    for (var start : List.copyOf(neighbours.keySet())) {
      if (neighbours.getOrDefault(start, List.of()).isEmpty()) {
        continue;
      }
      Deque<double[]> line = new ArrayDeque<>();
      line.add(points.getOrDefault(start, new double[2]));
      follow(start, neighbours, points, line::addLast);
      follow(start, neighbours, points, line::addFirst);
      lines.add(
          new double[][] {
            line.stream().mapToDouble(p -> p[0]).toArray(),
            line.stream().mapToDouble(p -> p[1]).toArray()
          });
    }
    return lines;
  }

  /// Walks along cuts, using up each.
  private static void follow(
      long start,
      Map<Long, List<Long>> neighbours,
      Map<Long, double[]> points,
      java.util.function.Consumer<double[]> line) {
    long here = start;
    while (true) {
      var ways = neighbours.getOrDefault(here, List.of());
      if (ways.isEmpty()) {
        return;
      }
      long next = ways.removeLast();
      neighbours.getOrDefault(next, new ArrayList<>()).remove((Object) here);
      line.accept(points.getOrDefault(next, new double[2]));
      here = next;
    }
  }
}
