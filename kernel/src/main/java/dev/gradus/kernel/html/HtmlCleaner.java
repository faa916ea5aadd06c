package dev.gradus.kernel.html;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// HTML that came out of a cell or stands in Markdown, made fit for the page: scripts, event
/// handlers and embedded documents are taken out, pictures are embedded, elements that were left
/// open are closed so that they cannot swallow the rest of the page. The page's content security
/// policy forbids scripts and network access once more.
final class HtmlCleaner {
  private static final Set<String> DROPPED =
      Set.of(
          "script",
          "base",
          "meta",
          "link",
          "object",
          "embed",
          "applet",
          "frame",
          "frameset",
          "noscript",
          "template",
          "html",
          "head",
          "body",
          "title",
          "textarea",
          "xmp",
          "plaintext");
  private static final Set<String> DROPPED_WITH_TEXT = Set.of("script", "title", "iframe");
  private static final Set<String> VOID =
      Set.of("area", "br", "col", "hr", "img", "input", "source", "track", "wbr");
  private static final Set<String> END_OPTIONAL =
      Set.of(
          "p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "colgroup");
  private static final Set<String> ADDRESSES =
      Set.of("href", "src", "xlink:href", "action", "formaction", "data", "poster", "background");
  private static final Pattern TAG =
      Pattern.compile(
          "<(/?)([a-zA-Z][a-zA-Z0-9:-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>|<!--.*?(?:-->|$)|<[!?][^>]*>",
          Pattern.DOTALL);
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([^\\s=\"'/>]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");

  private final Pictures pictures;
  private final UnaryOperator<String> onText;
  private final UnaryOperator<String> onAttribute;
  private final Deque<String> open = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();

  private HtmlCleaner(
      Pictures pictures, UnaryOperator<String> onText, UnaryOperator<String> onAttribute) {
    this.pictures = pictures;
    this.onText = onText;
    this.onAttribute = onAttribute;
  }

  /// Cleans a fragment.
  static String clean(String html, Pictures pictures) {
    return clean(html, pictures, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /// Cleans a fragment.
  ///
  /// @param onText applied to the text between tags, which is HTML already
  /// @param onAttribute applied to each value of an attribute
  static String clean(
      String html,
      Pictures pictures,
      UnaryOperator<String> onText,
      UnaryOperator<String> onAttribute) {
    var cleaner = new HtmlCleaner(pictures, onText, onAttribute);
    cleaner.run(html);
    return cleaner.out.toString();
  }

  private void run(String html) {
    Matcher matcher = TAG.matcher(html);
    int start = 0;
    while (matcher.find(start)) {
      text(html.substring(start, matcher.start()));
      start = matcher.end();
      if (matcher.group(2) == null) {
        continue;
      }
      String name = matcher.group(2).toLowerCase(Locale.ROOT);
      boolean closing = !matcher.group(1).isEmpty();
      if (!closing && (DROPPED_WITH_TEXT.contains(name) || name.equals("style"))) {
        Matcher end = Pattern.compile("(?i)</" + name + "\\s*>").matcher(html);
        boolean found = end.find(start);
        if (name.equals("style")) {
          out.append("<style>").append(html, start, found ? end.start() : html.length());
          out.append("</style>");
        } else if (name.equals("iframe")) {
          frame(attributes(matcher.group(3)));
        }
        start = found ? end.end() : html.length();
      } else if (!DROPPED.contains(name) && !name.equals("style")) {
        tag(name, closing, matcher.group(3));
      }
    }
    text(html.substring(start));
    while (!open.isEmpty()) {
      end(open.pop());
    }
  }

  private void text(String text) {
    out.append(onText.apply(text.replaceAll("<(?=[a-zA-Z/!?])", "&lt;")));
  }

  private void tag(String name, boolean closing, String rest) {
    if (closing) {
      if (open.contains(name)) {
        while (!open.peek().equals(name)) {
          end(open.pop());
        }
        open.pop();
        out.append("</").append(name).append('>');
      }
      return;
    }
    Map<String, String> attributes = attributes(rest);
    if (name.equals("img")) {
      picture(attributes);
      return;
    }
    boolean closed = rest.stripTrailing().endsWith("/");
    write(name, attributes, closed && !VOID.contains(name));
    if (!closed && !VOID.contains(name)) {
      open.push(name);
    }
  }

  private void end(String name) {
    if (!END_OPTIONAL.contains(name)) {
      out.append("</").append(name).append('>');
    }
  }

  private void write(String name, Map<String, String> attributes, boolean closed) {
    out.append('<').append(name);
    attributes.forEach(
        (key, value) -> out.append(' ').append(key).append("=\"").append(value).append('"'));
    out.append(closed ? "/>" : ">");
  }

  private void picture(Map<String, String> attributes) {
    String source = attributes.getOrDefault("src", "");
    String data = pictures.embed(plain(source));
    if (data != null) {
      attributes.put("src", data);
      write("img", attributes, false);
      return;
    }
    String alt = attributes.getOrDefault("alt", "");
    String name = alt.isEmpty() ? source : alt;
    if (source.matches("(?i)https?:.*")) {
      out.append("<a class=\"remote\" href=\"").append(source).append("\">").append(name);
      out.append("</a>");
    } else {
      out.append("<span class=\"missing\">[missing picture: ").append(name).append("]</span>");
    }
  }

  private void frame(Map<String, String> attributes) {
    String source = attributes.getOrDefault("src", "");
    if (source.matches("(?i)https?:.*")) {
      out.append("<a class=\"remote\" href=\"").append(source).append("\">").append(source);
      out.append("</a>");
    }
  }

  /// The attributes that may stay, with values as HTML text without quotes.
  private Map<String, String> attributes(String source) {
    var result = new LinkedHashMap<String, String>();
    Matcher matcher = ATTRIBUTE.matcher(source);
    while (matcher.find()) {
      String name = matcher.group(1);
      String lower = name.toLowerCase(Locale.ROOT);
      String value = onAttribute.apply(first(matcher.group(2), matcher.group(3), matcher.group(4)));
      boolean runs = ADDRESSES.contains(lower) && isScript(plain(value));
      if (!lower.startsWith("on") && !lower.equals("srcdoc") && !runs && !name.equals("/")) {
        result.putIfAbsent(name, value.replace("\"", "&quot;"));
      }
    }
    return result;
  }

  private static boolean isScript(String address) {
    String tight = address.replaceAll("[\\s\\p{Cntrl}]", "").toLowerCase(Locale.ROOT);
    return tight.startsWith("javascript:")
        || tight.startsWith("vbscript:")
        || (tight.startsWith("data:") && !tight.startsWith("data:image/"));
  }

  /// An attribute's value with its character references resolved, as far as an address needs it.
  private static String plain(String value) {
    String decimal =
        Pattern.compile("&#(x?)([0-9a-fA-F]{1,6});?")
            .matcher(value)
            .replaceAll(m -> {
              int code =
                  Integer.parseInt(
                      m.group(2).replaceAll(m.group(1).isEmpty() ? "[^0-9]" : "", ""),
                      m.group(1).isEmpty() ? 10 : 16);
              return Matcher.quoteReplacement(
                  Character.isValidCodePoint(code) ? Character.toString(code) : "");
            });
    return decimal
        .replace("&colon;", ":")
        .replace("&Tab;", "")
        .replace("&NewLine;", "")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String first(@Nullable String... values) {
    for (String value : values) {
      if (value != null) {
        return value;
      }
    }
    return "";
  }
}
