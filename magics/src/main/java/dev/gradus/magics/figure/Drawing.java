package dev.gradus.magics.figure;

import java.awt.Graphics2D;
import java.util.function.Consumer;

/// A drawing of our own.
///
/// @param width in CSS pixels
/// @param height in CSS pixels
/// @param strokes draws it
public record Drawing(int width, int height, Consumer<Canvas> strokes) implements Picture {
  @Override
  public void paint(Graphics2D graphics) {
    strokes.accept(new GraphicsCanvas(graphics));
  }

  @Override
  public String svg() {
    var canvas = new SvgCanvas(width, height);
    strokes.accept(canvas);
    return canvas.text();
  }
}
