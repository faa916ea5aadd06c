package dev.gradus.kernel.cli;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/// The picture of the kernel: four steps that rise to the right, for a gradus is a step.
final class Logo {
  private static final int STEPS = 4;
  private static final Color LOW = new Color(0x1F, 0x4E, 0x79);
  private static final Color HIGH = new Color(0xF2, 0x8E, 0x2B);

  private Logo() {}

  static BufferedImage draw(int size) {
    var image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double margin = size / 16.0;
    double inner = size - 2 * margin;
    double gap = size / 32.0;
    double width = (inner - (STEPS - 1) * gap) / STEPS;
    for (int i = 0; i < STEPS; i++) {
      double height = inner * (i + 1) / STEPS;
      double x = margin + i * (width + gap);
      g.setColor(between(i / (STEPS - 1.0)));
      g.fill(
          new RoundRectangle2D.Double(x, margin + inner - height, width, height, gap * 2, gap * 2));
      g.fill(new Rectangle2D.Double(x, margin + inner - gap * 2, width, gap * 2));
    }
    g.dispose();
    return image;
  }

  static void write(int size, Path file) throws IOException {
    ImageIO.write(draw(size), "png", file.toFile());
  }

  private static Color between(double t) {
    return new Color(
        (int) Math.round(LOW.getRed() + t * (HIGH.getRed() - LOW.getRed())),
        (int) Math.round(LOW.getGreen() + t * (HIGH.getGreen() - LOW.getGreen())),
        (int) Math.round(LOW.getBlue() + t * (HIGH.getBlue() - LOW.getBlue())));
  }
}
