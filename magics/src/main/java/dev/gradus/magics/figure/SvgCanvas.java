package dev.gradus.magics.figure;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Writes SVG in few bytes: neighbours of one look stand in one group, numbers without needless
/// zeros.
final class SvgCanvas implements Canvas {
  /// An element, and the attributes that a group may have in its place.
  private record Element(String name, String places, String look, String end) {}

  private final String head;
  private final List<Element> elements = new ArrayList<>();

  SvgCanvas(int width, int height) {
    head =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" image-rendering=\"pixelated\">\n",
            width,
            height,
            width,
            height);
    box(0, 0, width, height, Color.WHITE, null, 0);
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  private static String attribute(String name, double value) {
    return attribute(name, SvgPath.number(value));
  }

  private static String attribute(String name, String value) {
    return " " + name + "=\"" + value + "\"";
  }

  private static String place(double x, double y, double width, double height) {
    return attribute("x", x)
        + attribute("y", y)
        + attribute("width", width)
        + attribute("height", height);
  }

  private static String stroke(Color color, double width) {
    return attribute("stroke", hex(color)) + attribute("stroke-width", width);
  }

  private void add(String name, String places, String look) {
    elements.add(new Element(name, places, look, "/>\n"));
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
    var look = attribute("fill", fill == null ? "none" : hex(fill));
    add(
        "rect",
        place(x, y, width, height),
        frame == null ? look : look + stroke(frame, frameWidth));
  }

  @Override
  public void circle(double x, double y, double radius, Color fill, Color frame) {
    add(
        "circle",
        attribute("cx", x) + attribute("cy", y) + attribute("r", radius),
        attribute("fill", hex(fill)) + stroke(frame, 1.2));
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Color color, double width) {
    add(
        "line",
        attribute("x1", x1) + attribute("y1", y1) + attribute("x2", x2) + attribute("y2", y2),
        stroke(color, width));
  }

  @Override
  public void polygon(double[] xs, double[] ys, Color fill) {
    var points = new StringBuilder();
    for (int i = 0; i < xs.length; i++) {
      points.append(i == 0 ? "" : " ");
      points.append(SvgPath.number(xs[i])).append(',').append(SvgPath.number(ys[i]));
    }
    add("polygon", attribute("points", points.toString()), attribute("fill", hex(fill)));
  }

  @Override
  public void text(
      String text, double x, double y, double size, boolean bold, Color color, Anchor anchor) {
    var look =
        attribute("font-size", size)
            + (bold ? attribute("font-weight", "bold") : "")
            + attribute("fill", hex(color))
            + attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
    elements.add(
        new Element(
            "text",
            attribute("x", x) + attribute("y", y),
            look,
            ">" + Markup.escape(text) + "</text>\n"));
  }

  @Override
  public void pixels(BufferedImage image, double x, double y, double width, double height) {
    var bytes = Base64.getEncoder().encodeToString(Png.encode(image));
    boolean stretched = width * image.getHeight() != height * image.getWidth();
    add(
        "image",
        place(x, y, width, height)
            + (stretched ? attribute("preserveAspectRatio", "none") : "")
            + attribute("href", "data:image/png;base64," + bytes),
        "");
  }

  String text() {
    var out = new StringBuilder(head);
    for (int from = 0; from < elements.size(); ) {
      var look = elements.get(from).look();
      int to = from + 1;
      while (to < elements.size() && elements.get(to).look().equals(look)) {
        to++;
      }
      boolean group = to - from > 1 && !look.isEmpty();
      out.append(group ? "<g" + look + ">\n" : "");
      for (var element : elements.subList(from, to)) {
        out.append('<').append(element.name()).append(element.places());
        out.append(group ? "" : look).append(element.end());
      }
      out.append(group ? "</g>\n" : "");
      from = to;
    }
    return out + "</svg>\n";
  }
}
