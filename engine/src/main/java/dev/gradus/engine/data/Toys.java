package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;

/// Small made-up problems on sequences, each of which asks for one skill. The same seed gives the
/// same samples; the first of many are those of few.
///
/// Errors: DataException for a number or length that is too small for the problem.
///
/// Source: the papers at the methods; problems without one are our own.
public final class Toys {
  private static final int SYMBOLS = 4;

  private Toys() {}

  private static void check(String what, int n, int least) {
    if (n < least) {
      throw new DataException(what + " is " + n + ". Give " + least + " or more.");
    }
  }

  private static Philox random(long seed, int sample) {
    return new Philox(Philox.key(seed, 0x544F59L), sample);
  }

  /// Remember the first symbol: one-hot rows [steps, 8], first one of four symbols, then steps of
  /// four other, meaningless ones; the class is the first symbol. Chance is 1/4.
  public static Dataset recall(int samples, int steps, long seed) {
    check("the number of samples", samples, 1);
    check("the number of steps", steps, 1);
    int width = 2 * SYMBOLS;
    var inputs = new float[samples * steps * width];
    var labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      var random = random(seed, i);
      labels[i] = random.nextInt(SYMBOLS);
      inputs[i * steps * width + labels[i]] = 1;
      for (int t = 1; t < steps; t++) {
        inputs[(i * steps + t) * width + SYMBOLS + random.nextInt(SYMBOLS)] = 1;
      }
    }
    return Dataset.of(Shape.of(steps, width), inputs, labels, SYMBOLS).withName("recall");
  }

  /// Copy after a pause: token numbers [2 length + delay], `length` symbols from 1 on, `delay`
  /// blanks (0) the last of which is the sign to begin (symbols + 1), and `length` blanks. Labels:
  /// the symbols in the last `length` steps, -1 before. There are symbols + 2 classes.
  ///
  /// Source: Hochreiter, Schmidhuber, "Long short-term memory", 1997; in this form Arjovsky, Shah,
  /// Bengio, 2016.
  public static Dataset copy(int samples, int length, int delay, int symbols, long seed) {
    check("the number of samples", samples, 1);
    check("the length", length, 1);
    check("the delay", delay, 1);
    check("the number of symbols", symbols, 1);
    int steps = 2 * length + delay;
    var inputs = new float[samples * steps];
    var labels = new int[samples * steps];
    java.util.Arrays.fill(labels, -1);
    for (int i = 0; i < samples; i++) {
      var random = random(seed, i);
      for (int t = 0; t < length; t++) {
        int symbol = 1 + random.nextInt(symbols);
        inputs[i * steps + t] = symbol;
        labels[i * steps + length + delay + t] = symbol;
      }
      inputs[i * steps + length + delay - 1] = symbols + 1;
    }
    var shape = Shape.of(steps);
    return Dataset.sequences(shape, inputs, shape, labels, symbols + 2).withName("copy");
  }

  /// Add two marked numbers: [steps, 2], numbers from 0 to 1 and marks, 1 at two steps and else 0;
  /// the target `[1]` is the sum of the two. Always saying 1 has the mean squared error 1/6.
  ///
  /// Source: Hochreiter, Schmidhuber, "Long short-term memory", 1997, experiment 4.
  public static Dataset adding(int samples, int steps, long seed) {
    check("the number of samples", samples, 1);
    check("the number of steps", steps, 2);
    var inputs = new float[samples * steps * 2];
    var targets = new float[samples];
    for (int i = 0; i < samples; i++) {
      var random = random(seed, i);
      for (int t = 0; t < steps; t++) {
        inputs[(i * steps + t) * 2] = random.nextFloat();
      }
      int first = random.nextInt(steps / 2);
      int second = steps / 2 + random.nextInt(steps - steps / 2);
      for (int t : new int[] {first, second}) {
        inputs[(i * steps + t) * 2 + 1] = 1;
        targets[i] += inputs[(i * steps + t) * 2];
      }
    }
    return Dataset.regression(Shape.of(steps, 2), inputs, Shape.of(1), targets).withName("adding");
  }

  /// Is the number of ones odd? [steps, 1] of 0 and 1, class 1 if odd. No single step tells
  /// anything: the state has to change at every one.
  public static Dataset parity(int samples, int steps, long seed) {
    check("the number of samples", samples, 1);
    check("the number of steps", steps, 1);
    var inputs = new float[samples * steps];
    var labels = new int[samples];
    for (int i = 0; i < samples; i++) {
      var random = random(seed, i);
      for (int t = 0; t < steps; t++) {
        int bit = random.nextInt(2);
        inputs[i * steps + t] = bit;
        labels[i] ^= bit;
      }
    }
    return Dataset.of(Shape.of(steps, 1), inputs, labels, 2)
        .withName("parity")
        .withClassNames("even", "odd");
  }

  /// Which way does the dot move? Frames [steps, width] with one bright pixel; the label of every
  /// frame says whether the dot came from the left of it ("right"), from the right ("left") or
  /// stood still ("none"; so does the first). A single frame does not tell.
  public static Dataset movingDot(int samples, int steps, int width, long seed) {
    check("the number of samples", samples, 1);
    check("the number of steps", steps, 1);
    check("the width", width, 3);
    var inputs = new float[samples * steps * width];
    var labels = new int[samples * steps];
    for (int i = 0; i < samples; i++) {
      var random = random(seed, i);
      int at = random.nextInt(width);
      for (int t = 0; t < steps; t++) {
        int move = t == 0 ? 0 : random.nextInt(3) - 1;
        int next = Math.clamp((long) at + move, 0, width - 1);
        labels[i * steps + t] = next > at ? 1 : next < at ? 2 : 0;
        at = next;
        inputs[(i * steps + t) * width + at] = 1;
      }
    }
    return Dataset.sequences(Shape.of(steps, width), inputs, Shape.of(steps), labels, 3)
        .withName("moving dot")
        .withClassNames("none", "right", "left");
  }

  /// A sine with noise, one number for each of `points` steps: sin(2 pi t / period) + noise times a
  /// normal number.
  public static float[] sine(int points, double period, double noise, long seed) {
    check("the number of points", points, 1);
    var random = random(seed, 0);
    var series = new float[points];
    for (int t = 0; t < points; t++) {
      series[t] = (float) (Math.sin(2 * Math.PI * t / period) + noise * random.nextGaussian());
    }
    return series;
  }
}
