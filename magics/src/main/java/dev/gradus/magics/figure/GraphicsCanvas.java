package dev.gradus.magics.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/// Draws on pixels.
final class GraphicsCanvas implements Canvas {
  private final Graphics2D graphics;

  GraphicsCanvas(Graphics2D graphics) {
    this.graphics = graphics;
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
    var shape = new Rectangle2D.Double(x, y, width, height);
    if (fill != null) {
      graphics.setColor(fill);
      graphics.fill(shape);
    }
    if (frame != null) {
      graphics.setColor(frame);
      graphics.setStroke(
          new BasicStroke((float) frameWidth, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
      graphics.draw(shape);
    }
  }

  @Override
  public void circle(double x, double y, double radius, Color fill, Color frame) {
    var shape = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    graphics.setColor(fill);
    graphics.fill(shape);
    graphics.setColor(frame);
    graphics.setStroke(new BasicStroke(1.2f));
    graphics.draw(shape);
  }

  @Override
  public void line(double x1, double y1, double x2, double y2, Color color, double width) {
    graphics.setColor(color);
    graphics.setStroke(
        new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void polygon(double[] xs, double[] ys, Color fill) {
    var path = new Path2D.Double();
    path.moveTo(xs[0], ys[0]);
    for (int i = 1; i < xs.length; i++) {
      path.lineTo(xs[i], ys[i]);
    }
    path.closePath();
    graphics.setColor(fill);
    graphics.fill(path);
  }

  @Override
  public void text(
      String text, double x, double y, double size, boolean bold, Color color, Anchor anchor) {
    double width = Theme.width(text, size, bold);
    double left =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    graphics.setColor(color);
    graphics.setFont(Theme.font(size, bold));
    graphics.drawString(text, (float) left, (float) y);
  }

  @Override
  public void pixels(BufferedImage image, double x, double y, double width, double height) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    var place = new java.awt.geom.AffineTransform();
    place.translate(x, y);
    place.scale(width / image.getWidth(), height / image.getHeight());
    graphics.drawImage(image, place, null);
  }
}
