package dev.gradus.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownHtmlTest {
  private final MarkdownHtml markdown = new MarkdownHtml();

  private String html(String source) {
    return markdown.render(source, new Pictures(null, new JsonObject()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "costs $5 and $6",
        "from $5 to 6 $ or $ x $",
        "`$a$` and ``$b`$``",
        "\\$a\\$",
        "US$ 5, US$ 6",
        "```\n$a$\n```",
        "~~~ java\n$$a$$\n~~~",
        "    $a$ indented",
        "[x](http://h/?a=$1$)",
        "<a href=\"$x$\">x</a>",
        "a $5\n\nb $6",
        "$",
        "$$",
        "$$$$"
      })
  void textWithoutFormulas(String source) {
    String html = html(source);
    assertFalse(html.contains("<math"), html);
    assertTrue(html.codePoints().noneMatch(c -> c >= 0xE000 && c <= 0xF8FF), html);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "is $a$",
        "$a_1 * b_2 * c$",
        "$5x$ and 3$",
        "$$\na\n= b\n$$",
        "$$\n- a\n+ b\n\\\\ c\n$$",
        "\\begin{align}a&=b\\\\c&=d\\end{align}",
        "\\\\(x\\\\)",
        "\\\\[x\\\\]",
        "> quote\n> $$\n> x\n> $$",
        "- item $x$",
        "# head $x$",
        "<div>$x^2$</div>",
        "**$x$**",
        "$\\text{if $y$}$",
        "`a` $x$ `b`"
      })
  void formulas(String source) {
    String html = html(source);
    assertEquals(2, html.split("<math", -1).length, html);
    assertFalse(html.contains("<code class=\"latex"), html);
  }

  @Test
  void tablesKeepFormulasWithBars() {
    String html = html("| a | $|x|$ |\n|--:|---|\n| 1 | $a|b$ |\n");
    assertTrue(html.contains("<td align=\"right\">1</td>"), html);
    assertEquals(3, html.split("<math", -1).length, html);
  }

  @Test
  void headingsHaveUniqueAnchors() {
    String html = html("# My *big* `head`\n\n## Same\n\n## Same\n");
    assertTrue(html.contains("<h1 id=\"My-big-head\">"), html);
    assertTrue(html.contains("<h2 id=\"Same\">"), html);
    assertTrue(html.contains("<h2 id=\"Same-1\">"), html);
    assertTrue(html.contains("href=\"#Same-1\""), html);
  }

  @Test
  void rawHtmlStaysButDoesNotRun() {
    String html = html("<b onclick=\"x()\">bold</b> <script>alert(1)</script> <i>open");
    assertTrue(html.contains("<b>bold</b>"), html);
    assertFalse(html.contains("alert"), html);
    assertTrue(html.contains("</i>"), html);
  }

  @Test
  void picturesAreEmbedded(@TempDir Path folder) throws IOException {
    Files.write(
        Files.createDirectory(folder.resolve("a b")).resolve("p.png"), new byte[] {1, 2, 3});
    var attachments = JsonParser.parseString("{\"q.png\":{\"image/png\":\"AAAA\\n\"}}");
    var pictures = new Pictures(folder, attachments.getAsJsonObject());
    String html = markdown.render("![one](a%20b/p.png)", pictures);
    assertTrue(html.contains("<img src=\"data:image/png;base64,AQID\" alt=\"one\""), html);
    html = markdown.render("![two](attachment:q.png) <img src='a b/p.png' width=5>", pictures);
    assertTrue(html.contains("base64,AAAA\""), html);
    assertTrue(html.contains("base64,AQID\" width=\"5\""), html);
    html = markdown.render("![gone](no.png) ![far](https://h/x.png) ![f](a.txt)", pictures);
    assertFalse(html.contains("<img"), html);
    assertTrue(html.contains("[missing picture: gone]"), html);
    assertTrue(html.contains("href=\"https://h/x.png\""), html);
  }

  @Test
  void javaInFencesIsHighlighted() {
    String html = html("```java\nint x = 1; // <b>\n```\n```python\nint x\n```\n");
    assertTrue(html.contains("<span class=\"k\">int</span>"), html);
    assertTrue(html.contains("// &lt;b&gt;"), html);
    assertEquals(2, html.split("class=\"k\"", -1).length, html);
  }
}
