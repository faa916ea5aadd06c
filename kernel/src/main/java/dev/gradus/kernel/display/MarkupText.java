package dev.gradus.kernel.display;

/// Markup as text, for readers that show none, and text as markup.
public final class MarkupText {
  private MarkupText() {}

  /// What the markup says.
  public static String plain(String html) {
    return html.replaceAll("(?is)<(script|style).*?</\\1>", "")
        .replaceAll("(?i)<(br|/p|/tr|/li|/h[1-6]|/div)[^>]*>", "\n")
        .replaceAll("(?i)</t[dh]>", "\t")
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .strip();
  }

  /// Text that may stand between tags.
  public static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
