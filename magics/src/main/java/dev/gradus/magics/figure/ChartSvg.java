package dev.gradus.magics.figure;

import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.intermediate.commands.AffineTransformCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.CreateCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DisposeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawImageCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawStringCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetClipCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetColorCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetFontCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetStrokeCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.SetTransformCommand;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a chart drew, as SVG in few bytes: shapes of equal colour and line stand in one group,
/// paths are written by [SvgPath], and an outline that may occur again (digits of an axis, marks of
/// a line) is written once. The library's own writer takes five to ten times as many.
final class ChartSvg {
  /// What holds until it is changed.
  private static final class State {
    AffineTransform transform = new AffineTransform();
    Color color = Color.BLACK;
    BasicStroke stroke = new BasicStroke();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    @Nullable Rectangle2D clip;

    State copy() {
      var other = new State();
      other.transform = new AffineTransform(transform);
      other.color = color;
      other.stroke = stroke;
      other.font = font;
      other.clip = clip;
      return other;
    }
  }

  private final StringBuilder body = new StringBuilder();
  private final Set<String> clips = new LinkedHashSet<>();
  private final Set<String> outlines = new LinkedHashSet<>();
  private final Deque<State> states = new ArrayDeque<>();
  private State now = new State();
  private String group = "";
  private @Nullable Path2D line;

  private ChartSvg() {}

  /// The document.
  static String of(CommandSequence commands, int width, int height) {
    var svg = new ChartSvg();
    commands.forEach(svg::add);
    svg.group("");
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d"
                + " %d\" font-family=\"sans-serif\">\n",
            width,
            height,
            width,
            height)
        + String.join("", svg.clips)
        + (svg.outlines.isEmpty() ? "" : "<defs>\n" + String.join("", svg.outlines) + "</defs>\n")
        + svg.body
        + "</svg>\n";
  }

  private void add(Command<?> command) {
    if (command instanceof CreateCommand
        || command instanceof DisposeCommand
        || command instanceof SetTransformCommand
        || command instanceof AffineTransformCommand) {
      ended(); // in the places of before
    }
    switch (command) {
      case CreateCommand _ -> {
        states.push(now);
        now = now.copy();
      }
      case DisposeCommand _ -> now = states.isEmpty() ? now : states.pop();
      case SetTransformCommand set -> now.transform = new AffineTransform(set.getValue());
      case AffineTransformCommand change -> now.transform.concatenate(change.getValue());
      case SetColorCommand set -> now.color = set.getValue();
      case SetFontCommand set -> now.font = set.getValue();
      case SetStrokeCommand set when set.getValue() instanceof BasicStroke stroke ->
          now.stroke = stroke;
      case SetClipCommand set -> now.clip = clip(set.getValue());
      case FillShapeCommand fill -> fill(fill.getValue());
      case DrawShapeCommand draw -> draw(draw.getValue());
      case DrawStringCommand text -> text(text);
      case DrawImageCommand _ ->
          throw new IllegalStateException("a chart with pixels cannot be written as SVG.");
      default -> {} // hints and grounds, which charts do not depend on
    }
  }

  /// Charts clip by upright boxes only.
  private @Nullable Rectangle2D clip(@Nullable Shape shape) {
    return shape == null ? null : now.transform.createTransformedShape(shape).getBounds2D();
  }

  private void fill(Shape shape) {
    group(clipped() + " fill=" + quoted(hex(now.color)) + opacity(" fill-opacity"));
    ended();
    SvgOutline.of(shape, now.transform).forEach(this::outline);
  }

  /// An outline has its steps for a name, so that two pictures on one page may have the same names.
  private void outline(SvgOutline outline) {
    if (outline.steps().length() < SvgOutline.LONG) {
      path("m" + SvgPath.number(outline.x()) + gap(outline.y()) + outline.steps());
      return;
    }
    var name = String.format(Locale.ROOT, "o%08x", outline.steps().hashCode());
    outlines.add("<path id=" + quoted(name) + " d=" + quoted("m0 0" + outline.steps()) + "/>\n");
    body.append("<use href=").append(quoted("#" + name));
    body.append(" x=").append(quoted(SvgPath.number(outline.x())));
    body.append(" y=").append(quoted(SvgPath.number(outline.y()))).append("/>\n");
  }

  private static String gap(double y) {
    var text = SvgPath.number(y);
    return text.startsWith("-") ? text : " " + text;
  }

  private void draw(Shape shape) {
    var stroke = now.stroke;
    double scale = Math.sqrt(Math.abs(now.transform.getDeterminant()));
    var text =
        new StringBuilder(clipped())
            .append(" fill=\"none\" stroke=")
            .append(quoted(hex(now.color)));
    text.append(opacity(" stroke-opacity"));
    text.append(" stroke-width=").append(quoted(SvgPath.number(stroke.getLineWidth() * scale)));
    if (stroke.getEndCap() != BasicStroke.CAP_BUTT) {
      boolean round = stroke.getEndCap() == BasicStroke.CAP_ROUND;
      text.append(" stroke-linecap=").append(quoted(round ? "round" : "square"));
    }
    if (stroke.getLineJoin() != BasicStroke.JOIN_MITER) {
      boolean round = stroke.getLineJoin() == BasicStroke.JOIN_ROUND;
      text.append(" stroke-linejoin=").append(quoted(round ? "round" : "bevel"));
    } else {
      text.append(" stroke-miterlimit=").append(quoted(SvgPath.number(stroke.getMiterLimit())));
    }
    float[] dashes = stroke.getDashArray();
    if (dashes != null) {
      var lengths = new StringBuilder();
      for (float dash : dashes) {
        lengths.append(lengths.isEmpty() ? "" : " ").append(SvgPath.number(dash * scale));
      }
      text.append(" stroke-dasharray=").append(quoted(lengths.toString()));
    }
    group(text.toString());
    if (shape instanceof Line2D piece) {
      join(piece);
    } else {
      path(shape);
    }
  }

  /// Charts draw lines piece by piece; a piece that begins where the last one ended goes on.
  private void join(Line2D piece) {
    var path = line;
    var end = path == null ? null : path.getCurrentPoint();
    if (path == null || !piece.getP1().equals(end)) {
      ended();
      path = new Path2D.Double();
      path.moveTo(piece.getX1(), piece.getY1());
      line = path;
    }
    path.lineTo(piece.getX2(), piece.getY2());
  }

  /// Writes the line that was joined until now.
  private void ended() {
    var path = line;
    line = null;
    if (path != null) {
      path(SvgPath.tenths(path, now.transform));
    }
  }

  private void path(Shape shape) {
    ended();
    path(SvgPath.of(shape, now.transform));
  }

  private void path(String data) {
    if (!data.isEmpty()) {
      body.append("<path d=").append(quoted(data)).append("/>\n");
    }
  }

  private void text(DrawStringCommand text) {
    group(clipped() + " fill=" + quoted(hex(now.color)) + opacity(" fill-opacity"));
    var t = now.transform;
    boolean moved = (t.getType() & ~AffineTransform.TYPE_TRANSLATION) == 0;
    double x = text.getX() + (moved ? t.getTranslateX() : 0);
    double y = text.getY() + (moved ? t.getTranslateY() : 0);
    body.append("<text x=").append(quoted(SvgPath.number(x)));
    body.append(" y=").append(quoted(SvgPath.number(y)));
    body.append(" font-size=").append(quoted(SvgPath.number(now.font.getSize2D())));
    body.append(now.font.isBold() ? " font-weight=\"bold\"" : "");
    if (!moved) {
      var matrix =
          String.format(
              Locale.ROOT,
              "matrix(%.4f %.4f %.4f %.4f %.2f %.2f)",
              t.getScaleX(),
              t.getShearY(),
              t.getShearX(),
              t.getScaleY(),
              t.getTranslateX(),
              t.getTranslateY());
      body.append(" transform=").append(quoted(matrix));
    }
    body.append('>').append(Markup.escape(text.getValue())).append("</text>\n");
  }

  /// Goes on in a group with these attributes.
  private void group(String attributes) {
    if (!attributes.equals(group)) {
      ended();
      body.append(group.isEmpty() ? "" : "</g>\n");
      body.append(attributes.isEmpty() ? "" : "<g" + attributes + ">\n");
      group = attributes;
    }
  }

  /// A box has its measures for a name, so that two pictures on one page may have the same names.
  private String clipped() {
    var box = now.clip;
    if (box == null) {
      return "";
    }
    var x = SvgPath.number(box.getX());
    var y = SvgPath.number(box.getY());
    var width = SvgPath.number(box.getWidth());
    var height = SvgPath.number(box.getHeight());
    var measures = String.join(" ", x, y, width, height);
    var name = String.format(Locale.ROOT, "c%08x", measures.hashCode());
    clips.add(
        "<clipPath id="
            + quoted(name)
            + "><rect x="
            + quoted(x)
            + " y="
            + quoted(y)
            + " width="
            + quoted(width)
            + " height="
            + quoted(height)
            + "/></clipPath>\n");
    return " clip-path=" + quoted("url(#" + name + ")");
  }

  private String opacity(String attribute) {
    int alpha = now.color.getAlpha();
    return alpha == 255 ? "" : attribute + "=" + quoted(SvgPath.number(alpha / 255.0));
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
