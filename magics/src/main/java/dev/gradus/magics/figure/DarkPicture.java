package dev.gradus.magics.figure;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/// A picture in light ink on dark ground: every colour keeps its hue, what was dark becomes light
/// and what was light dark.
final class DarkPicture implements Picture {
  private final Picture picture;

  /// @param light as it is drawn on white
  DarkPicture(Picture light) {
    picture =
        switch (light) {
          case ChartPicture chart -> chart.recolored(DarkPicture::dark);
          case Drawing drawing ->
              new Drawing(
                  drawing.width(),
                  drawing.height(),
                  canvas -> drawing.strokes().accept(ground(canvas, drawing)));
          default -> light;
        };
  }

  private static Canvas ground(Canvas canvas, Drawing drawing) {
    var dark = new DarkCanvas(canvas);
    dark.box(0, 0, drawing.width(), drawing.height(), Color.WHITE, null, 0);
    return dark;
  }

  /// The same hue with the lightness turned round, from 0.11 for white to 1 for black, and a little
  /// lighter where the eye sees colours as dark.
  static Color dark(Color color) {
    float red = color.getRed() / 255f;
    float green = color.getGreen() / 255f;
    float blue = color.getBlue() / 255f;
    float most = Math.max(red, Math.max(green, blue));
    float least = Math.min(red, Math.min(green, blue));
    float light = (most + least) / 2;
    float turned = 0.11f + 0.89f * (1 - light);
    // the room between light and the nearer end decides how strong a colour can be
    float room = Math.min(light, 1 - light);
    float strength = room == 0 ? 0 : Math.min(1, (most - least) / (2 * room));
    float spread = 0.85f * strength * Math.min(turned, 1 - turned);
    var out = new float[3];
    float[] in = {red, green, blue};
    for (int i = 0; i < 3; i++) {
      float place = most == least ? 0 : (in[i] - light) / ((most - least) / 2);
      out[i] = Math.clamp(turned + place * spread, 0, 1);
    }
    return new Color(out[0], out[1], out[2]);
  }

  @Override
  public int width() {
    return picture.width();
  }

  @Override
  public int height() {
    return picture.height();
  }

  @Override
  public void paint(Graphics2D graphics) {
    picture.paint(graphics);
  }

  @Override
  public String svg() {
    return picture.svg();
  }

  private record DarkCanvas(Canvas canvas) implements Canvas {
    private static @Nullable Color turned(@Nullable Color color) {
      return color == null ? null : dark(color);
    }

    @Override
    public void box(
        double x,
        double y,
        double width,
        double height,
        @Nullable Color fill,
        @Nullable Color frame,
        double frameWidth) {
      canvas.box(x, y, width, height, turned(fill), turned(frame), frameWidth);
    }

    @Override
    public void circle(double x, double y, double radius, Color fill, Color frame) {
      canvas.circle(x, y, radius, dark(fill), dark(frame));
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Color color, double width) {
      canvas.line(x1, y1, x2, y2, dark(color), width);
    }

    @Override
    public void polygon(double[] xs, double[] ys, Color fill) {
      canvas.polygon(xs, ys, dark(fill));
    }

    @Override
    public void text(
        String text, double x, double y, double size, boolean bold, Color color, Anchor anchor) {
      canvas.text(text, x, y, size, bold, dark(color), anchor);
    }

    @Override
    public void pixels(BufferedImage image, double x, double y, double width, double height) {
      canvas.pixels(image, x, y, width, height);
    }

    @Override
    public Canvas onPixels() {
      return canvas;
    }
  }
}
