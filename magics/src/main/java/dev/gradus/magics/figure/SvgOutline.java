package dev.gradus.magics.figure;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// An outline as a place and the steps from there, so that equal ones have equal steps wherever
/// they stand. A text falls into its letters: parts that share no column of pixels are outlines of
/// their own.
///
/// @param x in hundredths of a pixel exactly
/// @param y likewise
/// @param steps path data after the first point
record SvgOutline(double x, double y, String steps) {
  /// Shorter ones are not worth a name.
  static final int LONG = 48;

  /// The outlines of a filled shape.
  static List<SvgOutline> of(Shape shape, AffineTransform transform) {
    var outlines = new ArrayList<SvgOutline>();
    Path2D letter = null;
    for (var part : parts(shape, transform)) {
      if (letter != null && apart(letter.getBounds2D(), part.getBounds2D())) {
        outlines.add(outline(letter));
        letter = null;
      }
      if (letter == null) {
        letter = part;
      } else {
        letter.append(part, false);
      }
    }
    if (letter != null) {
      outlines.add(outline(letter));
    }
    return outlines;
  }

  private static boolean apart(Rectangle2D a, Rectangle2D b) {
    return a.getMaxX() <= b.getMinX() || b.getMaxX() <= a.getMinX();
  }

  /// From each first point to the next.
  private static List<Path2D> parts(Shape shape, AffineTransform transform) {
    var parts = new ArrayList<Path2D>();
    var p = new double[6];
    for (var all = shape.getPathIterator(transform); !all.isDone(); all.next()) {
      int kind = all.currentSegment(p);
      if (kind == PathIterator.SEG_MOVETO) {
        var part = new Path2D.Double(all.getWindingRule());
        part.moveTo(p[0], p[1]);
        parts.add(part);
        continue;
      }
      var part = parts.getLast();
      switch (kind) {
        case PathIterator.SEG_LINETO -> part.lineTo(p[0], p[1]);
        case PathIterator.SEG_QUADTO -> part.quadTo(p[0], p[1], p[2], p[3]);
        case PathIterator.SEG_CUBICTO -> part.curveTo(p[0], p[1], p[2], p[3], p[4], p[5]);
        default -> part.closePath();
      }
    }
    return parts;
  }

  private static SvgOutline outline(Path2D path) {
    var p = new double[6];
    path.getPathIterator(null).currentSegment(p);
    var home = AffineTransform.getTranslateInstance(-p[0], -p[1]);
    var data = SvgPath.of(path, home);
    return new SvgOutline(p[0], p[1], data.substring("m0 0".length()));
  }
}
