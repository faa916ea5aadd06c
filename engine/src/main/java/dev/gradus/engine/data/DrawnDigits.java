package dev.gradus.engine.data;

import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;

/// Draws digits as people write them: white strokes on black, 28 by 28, bytes.
///
/// Sample `i` depends on the seed, the part (training or test) and `i` alone, so fewer samples are
/// a prefix of more; every ten samples in a row hold each digit once.
final class DrawnDigits {
  static final int SIDE = 28;
  private static final int PIECES = 6;
  private static final int CLASSES = 10;

  private static final double THINNEST = 0.030; // half the width of a line, of the side
  private static final double THICKER = 0.036;
  private static final double PRESSURE = 0.22; // change of width along a stroke
  private static final double PALEST = 0.80; // of white
  private static final double GRAIN = 0.20; // at most, of the ink
  private static final double DUST = 0.10; // at most, on the background

  private final DigitShapes shapes = new DigitShapes();
  private final DigitPen pen = new DigitPen(SIDE);
  private final long seed;
  private final int part;
  private double previousX;
  private double previousY;
  private double previousRadius;

  DrawnDigits(long seed, int part) {
    this.seed = seed;
    this.part = part;
  }

  /// The first `count` samples.
  Dataset dataset(int count, String name) {
    var images = new byte[Math.multiplyExact(count, SIDE * SIDE)];
    var labels = new int[count];
    var order = new int[CLASSES];
    for (int i = 0; i < count; i++) {
      if (i % CLASSES == 0) {
        order = new Philox(Philox.key(seed, part, i), 1).permutation(CLASSES);
      }
      labels[i] = order[i % CLASSES];
      draw(labels[i], new Philox(Philox.key(seed, part, i), 2), images, i * SIDE * SIDE);
    }
    return Dataset.wrapBytes(
            Shape.of(1, SIDE, SIDE), images, labels, CLASSES, v -> (float) v / 255f)
        .withName(name);
  }

  private void draw(int digit, Philox random, byte[] image, int at) {
    pen.clear();
    var hand = new DigitHand(random, SIDE);
    double radius = SIDE * (THINNEST + THICKER * random.nextDouble());
    double pressure = PRESSURE * radius;
    double soft = 0.45 + 0.35 * random.nextDouble();
    for (double[] stroke : shapes.strokes(digit, random.nextInt(shapes.ways(digit)))) {
      double start = radius + pressure * random.nextGaussian();
      double end = radius + pressure * random.nextGaussian();
      stroke(hand, hand.trembled(stroke, random), start, end, soft);
    }
    develop(random, image, at);
  }

  /// A smooth curve through the points (Catmull and Rom's), in short straight pieces.
  private void stroke(DigitHand hand, double[] p, double start, double end, double soft) {
    int last = p.length / 2 - 1;
    var place = new double[2];
    hand.place(p[0], p[1], place, 0);
    previousX = place[0];
    previousY = place[1];
    previousRadius = half(start);
    for (int i = 0; i < last; i++) {
      for (int piece = 1; piece <= PIECES; piece++) {
        double t = (double) piece / PIECES;
        hand.place(curve(p, i, 0, last, t), curve(p, i, 1, last, t), place, 0);
        double along = (i + t) / last;
        double radius = half(start + along * (end - start));
        pen.line(previousX, previousY, previousRadius, place[0], place[1], radius, soft);
        previousX = place[0];
        previousY = place[1];
        previousRadius = radius;
      }
    }
  }

  /// Half the width of the line, never so thin that it vanishes.
  private static double half(double radius) {
    return Math.max(0.45, radius);
  }

  private static double curve(double[] p, int i, int axis, int last, double t) {
    double p0 = p[2 * Math.max(i - 1, 0) + axis];
    double p1 = p[2 * i + axis];
    double p2 = p[2 * (i + 1) + axis];
    double p3 = p[2 * Math.min(i + 2, last) + axis];
    double slope1 = (p2 - p0) / 2;
    double slope2 = (p3 - p1) / 2;
    double rise = p2 - p1;
    return p1
        + t * (slope1 + t * (3 * rise - 2 * slope1 - slope2 + t * (slope1 + slope2 - 2 * rise)));
  }

  /// Ink to bytes, with the paper's grain and a little noise.
  private void develop(Philox random, byte[] image, int at) {
    double strength = PALEST + (1 - PALEST) * random.nextDouble();
    double grain = GRAIN * random.nextDouble();
    double dust = DUST * random.nextDouble();
    double[] ink = pen.ink();
    for (int i = 0; i < ink.length; i++) {
      int bits = random.nextInt();
      double first = (bits & 0xFFFF) / 65536.0;
      double second = (bits >>> 16) / 65536.0;
      double value = ink[i] * strength * (1 - grain * first) + dust * second * second;
      image[at + i] = (byte) (int) (Math.clamp(value, 0, 1) * 255 + 0.5);
    }
  }
}
