package dev.gradus.magics.figure;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes SVG.
final class SvgCanvas implements Canvas {
  private final StringBuilder out = new StringBuilder();

  SvgCanvas(int width, int height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\">\n",
            width,
            height,
            width,
            height));
    box(0, 0, width, height, Color.WHITE, null, 0);
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
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
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\"",
            x,
            y,
            width,
            height,
            fill == null ? "none" : hex(fill)));
    if (frame != null) {
      out.append(
          String.format(
              Locale.ROOT, " stroke=\"%s\" stroke-width=\"%.2f\"", hex(frame), frameWidth));
    }
    out.append("/>\n");
  }

  @Override
  public void circle(double x, double y, double radius, Color fill, Color frame) {
    out.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%.2f\" cy=\"%.2f\" r=\"%.2f\" fill=\"%s\" stroke=\"%s\""
                + " stroke-width=\"1.2\"/>\n",
            x,
            y,
            radius,
            hex(fill),
            hex(frame)));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Color color, double width) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.2f\" y1=\"%.2f\" x2=\"%.2f\" y2=\"%.2f\" stroke=\"%s\""
                + " stroke-width=\"%.2f\"/>\n",
            x1,
            y1,
            x2,
            y2,
            hex(color),
            width));
  }

  @Override
  public void polygon(double[] xs, double[] ys, Color fill) {
    out.append("<polygon points=\"");
    for (int i = 0; i < xs.length; i++) {
      out.append(String.format(Locale.ROOT, "%.2f,%.2f ", xs[i], ys[i]));
    }
    out.append(String.format(Locale.ROOT, "\" fill=\"%s\"/>\n", hex(fill)));
  }

  @Override
  public void text(
      String text, double x, double y, double size, boolean bold, Color color, Anchor anchor) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.1f\"%s fill=\"%s\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            size,
            bold ? " font-weight=\"bold\"" : "",
            hex(color),
            anchor.name().toLowerCase(Locale.ROOT),
            Markup.escape(text)));
  }

  @Override
  public void pixels(BufferedImage image, double x, double y, double width, double height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<image x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" preserveAspectRatio=\"none\""
                + " style=\"image-rendering:pixelated\" href=\"data:image/png;base64,%s\"/>\n",
            x,
            y,
            width,
            height,
            Base64.getEncoder().encodeToString(Png.encode(image))));
  }

  String text() {
    return out + "</svg>\n";
  }
}
