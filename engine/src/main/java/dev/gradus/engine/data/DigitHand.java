package dev.gradus.engine.data;

import dev.gradus.engine.random.Philox;

/// One writer's hand for one digit: where the points of its strokes come to lie on the image. It
/// leans, turns, stretches, tapers and trembles as its random numbers say.
///
/// Only additions, multiplications, divisions and StrictMath are used, so that every machine draws
/// the same bits.
final class DigitHand {
  /// The elastic field is a grid of this many points a side.
  private static final int GRID = 4;

  // how far hands differ: chosen so that models score as on the same number of MNIST's digits
  private static final double TURN = 0.11; // standard deviation, radians
  private static final double SLANT = 0.19; // standard deviation of the shear
  private static final double LEAN = 0.08; // mean of the shear: most people lean to the right
  private static final double SMALLEST = 0.56; // height of a digit, of the image's side
  private static final double TALLER = 0.20;
  private static final double NARROWEST = 0.62; // width, of the height
  private static final double WIDER = 0.46;
  private static final double TILT = 0.22; // perspective
  private static final double MOVE = 0.045; // of the image's side, each way
  private static final double BEND = 0.030; // standard deviation, of the image's side
  private static final double TREMBLE = 2.6; // standard deviation, in the box of 100 by 100

  private final double[] elastic = new double[2 * GRID * GRID];
  private final double a;
  private final double b;
  private final double c;
  private final double d;
  private final double tiltX;
  private final double tiltY;
  private final double centreX;
  private final double centreY;

  DigitHand(Philox random, int side) {
    double turn = TURN * random.nextGaussian();
    double slant = LEAN + SLANT * random.nextGaussian();
    double height = side * (SMALLEST + TALLER * random.nextDouble());
    double width = height * (NARROWEST + WIDER * random.nextDouble());
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    a = cos * width;
    b = (-cos * slant - sin) * height;
    c = sin * width;
    d = (-sin * slant + cos) * height;
    tiltX = TILT * (random.nextDouble() * 2 - 1);
    tiltY = TILT * (random.nextDouble() * 2 - 1);
    centreX = side / 2.0 + MOVE * side * (random.nextDouble() * 2 - 1);
    centreY = side / 2.0 + MOVE * side * (random.nextDouble() * 2 - 1);
    double bend = BEND * side;
    for (int i = 0; i < elastic.length; i++) {
      elastic[i] = bend * random.nextGaussian();
    }
  }

  /// The points of a stroke, each moved a little; a corner, which is a point given twice, stays
  /// one.
  double[] trembled(double[] points, Philox random) {
    var moved = new double[points.length];
    for (int i = 0; i < points.length; i += 2) {
      boolean corner = i > 0 && points[i] == points[i - 2] && points[i + 1] == points[i - 1];
      moved[i] = corner ? moved[i - 2] : points[i] + TREMBLE * random.nextGaussian();
      moved[i + 1] = corner ? moved[i - 1] : points[i + 1] + TREMBLE * random.nextGaussian();
    }
    return moved;
  }

  /// Where a point of the 100 by 100 box lies on the image: x to `out[at]`, y to `out[at + 1]`.
  void place(double x, double y, double[] out, int at) {
    double u = x / 100 - 0.5;
    double v = y / 100 - 0.5;
    double depth = 1 + tiltX * u + tiltY * v;
    double p = u / depth;
    double q = v / depth;
    double gx = Math.clamp(x / 100, 0, 1) * (GRID - 1);
    double gy = Math.clamp(y / 100, 0, 1) * (GRID - 1);
    out[at] = centreX + a * p + b * q + bend(gx, gy, 0);
    out[at + 1] = centreY + c * p + d * q + bend(gx, gy, GRID * GRID);
  }

  /// The elastic field at a place between grid points, smoothly blended.
  private double bend(double gx, double gy, int from) {
    int ix = Math.min((int) gx, GRID - 2);
    int iy = Math.min((int) gy, GRID - 2);
    double fx = smooth(gx - ix);
    double fy = smooth(gy - iy);
    int at = from + iy * GRID + ix;
    double top = elastic[at] + fx * (elastic[at + 1] - elastic[at]);
    double bottom = elastic[at + GRID] + fx * (elastic[at + GRID + 1] - elastic[at + GRID]);
    return top + fy * (bottom - top);
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }
}
