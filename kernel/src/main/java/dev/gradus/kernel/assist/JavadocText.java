package dev.gradus.kernel.assist;

import dev.gradus.kernel.display.MarkupText;
import dev.gradus.kernel.display.MimeBundle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/// Signatures and documentation comments as text and HTML.
public final class JavadocText {
  private static final Pattern BLOCK = Pattern.compile("(?m)^[ \\t]*@(\\w+)[ \\t]*");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\[(?:[^\\]\\[]+)]\\[#?([\\w.#]+)(?:\\([^)]*\\))?]|\\[#?([\\w.#]+)(?:\\([^)]*\\))?](?![(\\[:])");
  private static final Map<String, String> TITLES =
      Map.of(
          "param", "Parameters",
          "return", "Returns",
          "throws", "Throws",
          "exception", "Throws",
          "see", "See also",
          "apiNote", "API note",
          "implSpec", "Implementation requirements",
          "implNote", "Implementation note",
          "since", "Since",
          "deprecated", "Deprecated");

  private JavadocText() {}

  /// Entries below each other.
  ///
  /// @param withSource whether to add the source, where it is known
  public static MimeBundle bundle(List<Javadocs.Entry> entries, boolean withSource) {
    String plain =
        entries.stream().map(e -> plain(e, withSource)).collect(Collectors.joining("\n\n"));
    String html = entries.stream().map(e -> html(e, withSource)).collect(Collectors.joining("\n"));
    return MimeBundle.text(plain).with("text/html", html);
  }

  private static String plain(Javadocs.Entry entry, boolean withSource) {
    var text = new StringBuilder(entry.signature());
    SourceDocs.Comment comment = entry.comment();
    if (comment != null) {
      text.append("\n\n").append(plain(comment));
    }
    if (withSource && entry.source() != null) {
      text.append("\n\n").append(entry.source());
    }
    return text.toString();
  }

  private static String html(Javadocs.Entry entry, boolean withSource) {
    var text =
        new StringBuilder("<pre>").append(MarkupText.escape(entry.signature())).append("</pre>");
    SourceDocs.Comment comment = entry.comment();
    if (comment != null) {
      text.append(html(comment));
    }
    if (withSource && entry.source() != null) {
      text.append("<pre>").append(MarkupText.escape(entry.source())).append("</pre>");
    }
    return text.toString();
  }

  /// A comment without its block tags.
  static String body(String comment) {
    Matcher block = BLOCK.matcher(comment);
    return (block.find() ? comment.substring(0, block.start()) : comment).strip();
  }

  /// The block tags by title, in order.
  private static Map<String, List<String>> blocks(String comment) {
    var blocks = new LinkedHashMap<String, List<String>>();
    Matcher block = BLOCK.matcher(comment);
    List<int[]> starts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    while (block.find()) {
      starts.add(new int[] {block.start(), block.end()});
      names.add(block.group(1));
    }
    for (int i = 0; i < names.size(); i++) {
      int end = i + 1 < names.size() ? starts.get(i + 1)[0] : comment.length();
      String title = TITLES.get(names.get(i));
      if (title != null) {
        String text = comment.substring(starts.get(i)[1], end).strip().replaceAll("\\s+", " ");
        blocks.computeIfAbsent(title, _ -> new ArrayList<>()).add(text);
      }
    }
    return blocks;
  }

  static String plain(SourceDocs.Comment comment) {
    var text = new StringBuilder(plainPart(body(comment.text()), comment.markdown()));
    blocks(comment.text())
        .forEach((title, items) -> {
          text.append("\n\n").append(title).append(':');
          for (String item : items) {
            text.append("\n  ").append(plainPart(item, comment.markdown()));
          }
        });
    return text.toString().strip();
  }

  private static String plainPart(String part, boolean markdown) {
    String text = inline(part, content -> content);
    if (markdown) {
      return references(text, "$1$2").strip();
    }
    return text.replaceAll("(?i)<p>|</p>|<br>", "\n")
        .replaceAll("(?i)<li>", "- ")
        .replaceAll("</?[a-zA-Z][^<>]*>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&")
        .replaceAll("(?m)^[ \t]+", "")
        .replaceAll("\n{3,}", "\n\n")
        .strip();
  }

  static String html(SourceDocs.Comment comment) {
    var text = new StringBuilder(htmlPart(body(comment.text()), comment.markdown()));
    blocks(comment.text())
        .forEach((title, items) -> {
          text.append("<p><b>").append(title).append("</b></p><ul>");
          for (String item : items) {
            String html = htmlPart(item, comment.markdown()).strip();
            text.append("<li>").append(html.replaceAll("^<p>|</p>$", "")).append("</li>");
          }
          text.append("</ul>");
        });
    return text.toString();
  }

  private static String htmlPart(String part, boolean markdown) {
    if (!markdown) {
      return "<p>"
          + inline(part, content -> "<code>" + MarkupText.escape(content) + "</code>")
          + "</p>";
    }
    String text = references(inline(part, content -> "`" + content + "`"), "`$1$2`");
    var tables = List.of(TablesExtension.create());
    return HtmlRenderer.builder()
        .extensions(tables)
        .build()
        .render(Parser.builder().extensions(tables).build().parse(text));
  }

  /// `[Tensor]`, `[#train]` and `[the text][Tensor]` of Markdown comments.
  private static String references(String text, String replacement) {
    return REFERENCE.matcher(text).replaceAll(replacement);
  }

  /// Replaces the inline tags of a comment: code as the operator writes it, links by their labels.
  private static String inline(String text, UnaryOperator<String> code) {
    var out = new StringBuilder();
    int at = 0;
    for (int open = text.indexOf("{@"); open >= 0; open = text.indexOf("{@", at)) {
      int close = close(text, open);
      if (close < 0) {
        break;
      }
      out.append(text, at, open);
      String[] words = text.substring(open + 2, close).strip().split("\\s+", 2);
      String content = words.length < 2 ? "" : words[1];
      out.append(
          switch (words[0]) {
            case "inheritDoc", "index" -> content;
            case "link", "linkplain", "value" -> code.apply(linkText(content));
            case "return" -> "Returns " + inline(content, code) + ".";
            case "literal" -> MarkupText.escape(content);
            default -> code.apply(content);
          });
      at = close + 1;
    }
    return out.append(text.substring(at)).toString();
  }

  private static int close(String text, int open) {
    int depth = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return -1;
  }

  /// The label of a link, else its target as one writes it in code.
  private static String linkText(String content) {
    Matcher link =
        Pattern.compile("(?s)^([\\w.#]+(?:\\([^)]*\\))?)(?:\\s+(.*))?$").matcher(content);
    if (!link.find()) {
      return content;
    }
    return link.group(2) != null
        ? link.group(2)
        : link.group(1).replaceFirst("^#", "").replace('#', '.');
  }
}
