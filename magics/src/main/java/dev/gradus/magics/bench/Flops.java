package dev.gradus.magics.bench;

import java.util.stream.IntStream;

/// Floating-point operations of a network for one sample, of products and convolutions alone.
///
/// @param forward of all layers
/// @param first of the first layer, whose input needs no gradient
record Flops(double forward, double first) {
  static final Flops SMALL = of(fc(784, 100), fc(100, 10));
  static final Flops WIDE = of(fc(784, 512), fc(512, 512), fc(512, 10));
  static final Flops LENET =
      of(conv(1, 6, 5, 28), conv(6, 16, 5, 10), fc(400, 120), fc(120, 84), fc(84, 10));
  static final Flops CHAPTER6 =
      of(conv(1, 20, 5, 24), conv(20, 40, 5, 8), fc(640, 1000), fc(1000, 1000), fc(1000, 10));
  static final Flops VGG =
      of(
          conv(3, 64, 3, 32),
          conv(64, 64, 3, 32),
          conv(64, 128, 3, 16),
          conv(128, 128, 3, 16),
          conv(128, 256, 3, 8),
          conv(256, 256, 3, 8),
          fc(4096, 10));
  static final Flops RESNET =
      of(
          conv(3, 16, 3, 32),
          6 * conv(16, 16, 3, 32),
          conv(16, 32, 3, 16) + conv(16, 32, 1, 16) + 5 * conv(32, 32, 3, 16),
          conv(32, 64, 3, 8) + conv(32, 64, 1, 8) + 5 * conv(64, 64, 3, 8),
          fc(64, 10));

  private static Flops of(double... layers) {
    return new Flops(
        IntStream.range(0, layers.length).mapToDouble(i -> layers[i]).sum(), layers[0]);
  }

  private static double fc(double in, double out) {
    return 2 * in * out;
  }

  /// A convolution that gives images of `size` x `size`.
  private static double conv(double in, double out, double kernel, double size) {
    return 2 * in * out * kernel * kernel * size * size;
  }

  /// Two LSTMs over words; looking up a word is no arithmetic.
  static Flops words(int units, int steps) {
    double lstm = steps * fc(2.0 * units, 4.0 * units);
    return of(0, lstm, lstm, steps * fc(units, Networks.WORDS));
  }

  /// A recurrent layer of 128 units over letters.
  static Flops letters(int gates) {
    int steps = Networks.LETTER_STEPS;
    int units = 128;
    return of(
        steps * fc(Networks.LETTERS, gates * units),
        steps * fc(units, gates * units),
        steps * fc(units, Networks.LETTERS));
  }

  /// Of a training step: forward, gradients of the weights, gradients of the inputs.
  double step() {
    return 3 * forward - first;
  }
}
