package dev.gradus.engine.data;

import dev.gradus.engine.random.Philox;

/// A random change of a picture that does not change what it shows. Pictures keep their size; what
/// comes in from outside is 0. Positions between pixels are interpolated (bilinear).
public sealed interface ImageChange {

  /// Changes the picture in `image`, using `room` of the same size.
  ///
  /// @param channels planes of the picture, `height` x `width` each, one after the other
  void apply(int channels, int height, int width, float[] image, float[] room, Philox random);

  private static double between(double low, double high, Philox random) {
    return low + (high - low) * random.nextDouble();
  }

  /// Moved by whole pixels, at most `most` in each direction.
  ///
  /// @param most pixels
  record Shift(int most) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      int dx = random.nextInt(2 * most + 1) - most;
      int dy = random.nextInt(2 * most + 1) - most;
      Warping.shift(c, h, w, image, room, dx, dy);
    }
  }

  /// Turned about its centre, anticlockwise as it is seen.
  ///
  /// @param low smallest angle in degrees
  /// @param high largest
  record Rotate(double low, double high) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      double angle = Math.toRadians(between(low, high, random));
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      Warping.affine(c, h, w, image, room, cos, -sin, sin, cos, 0, 0);
    }
  }

  /// Made larger (above 1) or smaller about its centre.
  ///
  /// @param low smallest factor, above 0
  /// @param high largest
  record Zoom(double low, double high) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      double s = 1 / between(low, high, random);
      Warping.affine(c, h, w, image, room, s, 0, 0, s, 0, 0);
    }
  }

  /// A part of the picture, made as large as the whole.
  ///
  /// @param least smallest part of height and width, above 0 up to 1
  record Crop(double least) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      double s = between(least, 1, random);
      double dx = between(-0.5, 0.5, random) * (1 - s) * (w - 1);
      double dy = between(-0.5, 0.5, random) * (1 - s) * (h - 1);
      Warping.affine(c, h, w, image, room, s, 0, 0, s, dx, dy);
    }
  }

  /// Left and right exchanged, every second time.
  record FlipHorizontal() implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      if (random.nextBoolean()) {
        Warping.affine(c, h, w, image, room, -1, 0, 0, 1, 0, 0);
      }
    }
  }

  /// Upside down, every second time.
  record FlipVertical() implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      if (random.nextBoolean()) {
        Warping.affine(c, h, w, image, room, 1, 0, 0, -1, 0, 0);
      }
    }
  }

  /// Bent as by a trembling hand: every pixel is moved by a random vector, uniform in [-1, 1], made
  /// smooth by a Gaussian of `sigma` pixels and multiplied by `alpha`. For digits of 28 pixels
  /// alpha 34 and sigma 4 are usual.
  ///
  /// Source: Simard, Steinkraus, Platt, "Best practices for convolutional neural networks applied
  /// to visual document analysis", ICDAR 2003.
  ///
  /// @param alpha strength, 0 changes nothing
  /// @param sigma smoothness in pixels, above 0
  record Elastic(double alpha, double sigma) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      var dx = Warping.field(h, w, alpha, sigma, random);
      var dy = Warping.field(h, w, alpha, sigma, random);
      Warping.displace(c, h, w, image, room, dx, dy);
    }
  }

  /// A number from -most to most added to every pixel.
  ///
  /// @param most the largest
  record Brightness(double most) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      float by = (float) between(-most, most, random);
      for (int i = 0; i < c * h * w; i++) {
        image[i] += by;
      }
    }
  }

  /// A normal number added to every pixel.
  ///
  /// @param deviation its standard deviation
  record Noise(double deviation) implements ImageChange {
    @Override
    public void apply(int c, int h, int w, float[] image, float[] room, Philox random) {
      for (int i = 0; i < c * h * w; i++) {
        image[i] += (float) (deviation * random.nextGaussian());
      }
    }
  }
}
