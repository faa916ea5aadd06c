package dev.gradus.magics.figure;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;

/// The outline of a shape as SVG path data in few bytes: steps from point to point in hundredths of
/// a pixel. The steps are between rounded points, so that errors do not add up. Source: W3C, "SVG
/// 1.1", section 8.3.
final class SvgPath {
  private static final int UNIT = 100;

  private final StringBuilder out = new StringBuilder();
  private char command = ' ';
  private long x;
  private long y;
  private long startX;
  private long startY;

  private final int grain;

  private SvgPath(int grain) {
    this.grain = grain;
  }

  /// Path data of a shape that is drawn under a transform.
  static String of(Shape shape, AffineTransform transform) {
    return of(shape, transform, 1);
  }

  /// The same in tenths of a pixel, for lines of many points.
  static String tenths(Shape shape, AffineTransform transform) {
    return of(shape, transform, UNIT / 10);
  }

  private static String of(Shape shape, AffineTransform transform, int grain) {
    var path = new SvgPath(grain);
    var points = new double[6];
    for (var all = shape.getPathIterator(transform); !all.isDone(); all.next()) {
      path.add(all.currentSegment(points), points);
    }
    return path.out.toString();
  }

  private long units(double pixels) {
    return Math.round(pixels * UNIT / grain) * grain;
  }

  /// A number of pixels, rounded to hundredths, without needless zeros.
  static String number(double pixels) {
    return text(Math.round(pixels * UNIT));
  }

  private static String text(long hundredths) {
    long whole = Math.abs(hundredths) / UNIT;
    long rest = Math.abs(hundredths) % UNIT;
    var digits =
        rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest;
    var front = whole == 0 && rest != 0 ? "" : String.valueOf(whole);
    return (hundredths < 0 ? "-" : "") + front + digits;
  }

  private void add(int kind, double[] points) {
    switch (kind) {
      case PathIterator.SEG_MOVETO -> move(points);
      case PathIterator.SEG_LINETO -> line(points);
      case PathIterator.SEG_QUADTO -> curve('q', points, 2);
      case PathIterator.SEG_CUBICTO -> curve('c', points, 3);
      default -> close();
    }
  }

  private void move(double[] points) {
    begin('m');
    step(points[0], points[1]);
    to(points[0], points[1]);
    startX = x;
    startY = y;
    command = 'm';
  }

  private void line(double[] points) {
    long dx = units(points[0]) - x;
    long dy = units(points[1]) - y;
    if (dy == 0) {
      begin('h');
      put(dx);
    } else if (dx == 0) {
      begin('v');
      put(dy);
    } else {
      begin('l');
      step(points[0], points[1]);
    }
    to(points[0], points[1]);
  }

  private void curve(char letter, double[] points, int pairs) {
    begin(letter);
    for (int i = 0; i < pairs; i++) {
      step(points[2 * i], points[2 * i + 1]);
    }
    to(points[2 * pairs - 2], points[2 * pairs - 1]);
  }

  private void close() {
    begin('z');
    x = startX;
    y = startY;
  }

  /// Writes the letter of a command, unless it is that of the one before.
  private void begin(char letter) {
    if (letter != command || letter == 'm') {
      out.append(letter);
    }
    command = letter;
  }

  private void step(double toX, double toY) {
    put(units(toX) - x);
    put(units(toY) - y);
  }

  private void put(long hundredths) {
    boolean first = !out.isEmpty() && Character.isLetter(out.charAt(out.length() - 1));
    if (!first && hundredths >= 0) {
      out.append(' ');
    }
    out.append(text(hundredths));
  }

  private void to(double newX, double newY) {
    x = units(newX);
    y = units(newY);
  }
}
