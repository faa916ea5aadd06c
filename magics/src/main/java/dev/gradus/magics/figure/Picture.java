package dev.gradus.magics.figure;

import java.awt.Graphics2D;

/// Something that can be drawn at any scale, sizes in CSS pixels.
public interface Picture {
  /// Width in CSS pixels.
  int width();

  /// Height in CSS pixels.
  int height();

  /// Draws it at the origin.
  void paint(Graphics2D graphics);

  /// The same as SVG text.
  String svg();
}
