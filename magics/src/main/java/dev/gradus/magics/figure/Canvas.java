package dev.gradus.magics.figure;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/// What drawings are made of, the same on pixels and in SVG. Sizes in CSS pixels, y downwards.
public interface Canvas {
  /// Where a text stands relative to its x.
  enum Anchor {
    /// Begins there.
    START,
    /// Is centred there.
    MIDDLE,
    /// Ends there.
    END
  }

  /// A box with a fill, a frame of a width, or both.
  void box(
      double x,
      double y,
      double width,
      double height,
      @Nullable Color fill,
      @Nullable Color frame,
      double frameWidth);

  /// A circle.
  void circle(double x, double y, double radius, Color fill, Color frame);

  /// A straight line.
  void line(double x1, double y1, double x2, double y2, Color color, double width);

  /// A closed shape.
  void polygon(double[] xs, double[] ys, Color fill);

  /// One line of text; y is its base line.
  void text(String text, double x, double y, double size, boolean bold, Color color, Anchor anchor);

  /// Pixels, enlarged without smoothing.
  void pixels(BufferedImage image, double x, double y, double width, double height);

  /// The canvas for marks that stand on pixels: pixels keep their colours on dark ground, so marks
  /// on them do too.
  default Canvas onPixels() {
    return this;
  }
}
