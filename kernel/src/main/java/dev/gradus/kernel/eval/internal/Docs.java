package dev.gradus.kernel.eval.internal;

import dev.gradus.kernel.display.MimeBundle;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis.Documentation;

/// Signatures and Javadoc as text and HTML.
final class Docs {
  private Docs() {}

  static MimeBundle bundle(List<Documentation> documentation) {
    List<Documentation> distinct = documentation.stream().limit(12).toList();
    String plain =
        distinct.stream()
            .map(d -> d.signature() + (d.javadoc() == null ? "" : "\n\n" + plain(d.javadoc())))
            .collect(Collectors.joining("\n\n"));
    String html =
        distinct.stream()
            .map(d ->
                "<pre>"
                    + escape(d.signature())
                    + "</pre>"
                    + (d.javadoc() == null ? "" : "<p>" + markup(d.javadoc()) + "</p>"))
            .collect(Collectors.joining("\n"));
    return MimeBundle.text(plain).with("text/html", html);
  }

  /// Javadoc with its inline tags reduced to their text and block tags on lines of their own.
  static String plain(String javadoc) {
    return inline(javadoc)
        .replaceAll("<[^>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
        .replaceAll("(?m)^[ \t]+", "")
        .replaceAll("(?m)^@(\\w+)", "$1:")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  private static String markup(String javadoc) {
    return inline(javadoc).replaceAll("(?m)^\\s*@(\\w+)", "<br><b>$1</b>").strip();
  }

  private static String inline(String javadoc) {
    return javadoc
        .replaceAll("\\{@(?:code|literal|link|linkplain|value|return)\\s+([^{}]*)\\}", "$1")
        .replaceAll("\\{@\\w+\\s*([^{}]*)\\}", "$1");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
