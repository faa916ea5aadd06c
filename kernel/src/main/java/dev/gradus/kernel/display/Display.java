package dev.gradus.kernel.display;

import dev.gradus.kernel.session.internal.CellContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a cell calls to show things. Every cell has these calls imported.
public final class Display {
  private Display() {}

  /// Shows a value below the cell and returns the id under which it can be replaced.
  public static String display(@Nullable Object value) {
    return show(value, new String[0]);
  }

  /// Shows a value in the given forms only, for example `text/html`.
  public static String display(@Nullable Object value, String... mimes) {
    return show(value, mimes);
  }

  /// Shows all of a value, however large it is, where [#display(Object)] shows a part of it.
  public static String displayAll(@Nullable Object value) {
    CellContext context = CellContext.require("displayAll");
    String id = UUID.randomUUID().toString();
    Renderers renderers = renderers(context);
    context.outputs().display(Detail.whole(() -> renderers.render(value)), id);
    return id;
  }

  /// Replaces what was shown under an id.
  public static void updateDisplay(String id, @Nullable Object value) {
    CellContext context = CellContext.require("updateDisplay");
    context.outputs().updateDisplay(id, renderers(context).render(value));
  }

  /// Replaces what was shown under an id, in the given forms only.
  public static void updateDisplay(String id, @Nullable Object value, String... mimes) {
    CellContext context = CellContext.require("updateDisplay");
    context.outputs().updateDisplay(id, renderers(context).render(value, mimes));
  }

  /// What a value looks like, without showing it.
  public static MimeBundle render(@Nullable Object value) {
    return renderers(CellContext.require("render")).render(value);
  }

  /// What a value looks like in the given forms.
  public static MimeBundle render(@Nullable Object value, String... mimes) {
    return renderers(CellContext.require("render")).render(value, mimes);
  }

  /// Removes the output of the cell so far; with `wait` when the next output arrives.
  public static void clearOutput(boolean wait) {
    CellContext.require("clearOutput").outputs().clearOutput(wait);
  }

  /// HTML to show: `display(html("<b>x</b>"))` or as the last value of a cell.
  public static HtmlText html(String text) {
    return new HtmlText(text);
  }

  /// Markdown to show.
  public static MarkdownText markdown(String text) {
    return new MarkdownText(text);
  }

  /// LaTeX to show.
  public static LatexText latex(String text) {
    return new LatexText(text);
  }

  /// An SVG image to show.
  public static SvgText svg(String text) {
    return new SvgText(text);
  }

  private static String show(@Nullable Object value, String[] mimes) {
    CellContext context = CellContext.require("display");
    String id = UUID.randomUUID().toString();
    context.outputs().display(renderers(context).render(value, mimes), id);
    return id;
  }

  private static Renderers renderers(CellContext context) {
    return context.session().attribute(Renderers.class, Renderers::load);
  }
}
