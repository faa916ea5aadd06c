package dev.gradus.magics.figure;

/// Text in HTML and SVG.
public final class Markup {
  private Markup() {}

  /// A text that shows as it is.
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
