package dev.gradus.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JavaHighlighterTest {
  @Test
  void kindsOfWords() {
    assertEquals(
        "<span class=\"k\">int</span> x = <span class=\"f\">f</span>(<span class=\"s\">&quot;a\\&quot;b&quot;</span>,"
            + " <span class=\"n\">1e-3f</span>, <span class=\"t\">List</span>); <span class=\"c\">// c</span>",
        JavaHighlighter.toHtml("int x = f(\"a\\\"b\", 1e-3f, List); // c"));
    assertTrue(JavaHighlighter.toHtml("@Override").contains("class=\"a\""));
  }

  @Test
  void magicsWhereTheyMayStand() {
    assertTrue(
        JavaHighlighter.toHtml("var h = %train net --epochs 3")
            .contains("<span class=\"m\">%train</span>"));
    assertTrue(JavaHighlighter.toHtml("for (;;) { %plot_loss h }").contains("<span class=\"m\">"));
    assertTrue(
        JavaHighlighter.toHtml("%train net --epochs 3")
            .contains("<span class=\"o\">--epochs</span>"));
    assertFalse(JavaHighlighter.toHtml("int r = a % b;").contains("class=\"m\""));
    assertFalse(
        JavaHighlighter.toHtml("String s = \"\n%x\";".replace("\n", "")).contains("class=\"m\""));
    assertEquals(
        "<span class=\"m\">%%html</span>\nint &lt;b&gt;",
        JavaHighlighter.toHtml("%%html\nint <b>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"open",
        "'",
        "\"\"\" open\n text",
        "/* open",
        "1.",
        "0x",
        "@",
        "%",
        "a\\",
        "\"\\",
        "\"\"\"\\",
        "#!<>&",
        "%train \"open\nint x;",
        "1.max()",
        "é = 1"
      })
  void brokenCodeKeepsEveryCharacter(String code) {
    String html = JavaHighlighter.toHtml(code);
    assertEquals(Html.escape(code), html.replaceAll("</?span[^>]*>", ""));
  }
}
