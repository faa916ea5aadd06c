package dev.gradus.kernel.display;

/// The text of markup, for readers that show none.
final class MarkupText {
  private MarkupText() {}

  static String plain(String html) {
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

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
