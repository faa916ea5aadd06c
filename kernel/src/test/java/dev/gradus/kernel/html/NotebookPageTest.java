package dev.gradus.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.gradus.kernel.notebook.Notebook;
import org.junit.jupiter.api.Test;

class NotebookPageTest {
  private static String page(String cells) {
    String text = "{\"nbformat\":4,\"nbformat_minor\":5,\"metadata\":{},\"cells\":[" + cells + "]}";
    return new NotebookPage(Notebook.parse(text, "n"), "fallback <title>", null).toHtml();
  }

  private static String code(String source, String outputs) {
    return "{\"cell_type\":\"code\",\"execution_count\":3,\"metadata\":{},\"source\":"
        + JsonParser.parseString("\"" + source + "\"")
        + ",\"outputs\":["
        + outputs
        + "]}";
  }

  private static String display(String data, String metadata) {
    return "{\"output_type\":\"display_data\",\"data\":" + data + ",\"metadata\":" + metadata + "}";
  }

  @Test
  void thePageForbidsScriptsAndNetwork() {
    String html = page("");
    assertTrue(html.contains("Content-Security-Policy\" content=\"default-src 'none'"), html);
    assertFalse(html.contains("<script"), html);
    assertFalse(html.contains("http://") || html.contains("https://"), html);
    assertTrue(html.contains("<title>fallback &lt;title&gt;</title>"), html);
    assertTrue(html.contains("prefers-color-scheme: dark"), html);
  }

  @Test
  void promptsAndSource() {
    String result =
        "{\"output_type\":\"execute_result\",\"execution_count\":3,\"data\":{\"text/plain\":[\"a\\n\",\"<script>b\"]},"
            + "\"metadata\":{}}";
    String html = page(code("int x = 1 < 2;", result));
    assertTrue(html.contains("In [3]"), html);
    assertTrue(html.contains("Out [3]"), html);
    assertTrue(html.contains("<pre class=\"text\">a\n&lt;script&gt;b</pre>"), html);
    assertTrue(html.contains("<span class=\"n\">1</span> &lt; <span class=\"n\">2</span>"), html);
  }

  @Test
  void picturesHaveTheirSizeAndATextForThoseWhoCannotSee() {
    String html =
        page(
            code(
                "x",
                display(
                    "{\"text/plain\":\"Loss \\\"falls\\\"\",\"image/png\":\"QUJD\\n\",\"text/html\":\"no\"}",
                    "{\"image/png\":{\"width\":320,\"height\":200}}")));
    assertTrue(
        html.contains(
            "<img src=\"data:image/png;base64,QUJD\" width=\"320\" height=\"200\" alt=\"Loss &quot;falls&quot;\">"),
        html);
    html = page(code("x", display("{\"image/svg+xml\":[\"<svg>\",\"</svg>\"]}", "{}")));
    assertTrue(html.contains("data:image/svg+xml;base64,PHN2Zz48L3N2Zz4="), html);
  }

  @Test
  void richTextOutputs() {
    assertTrue(page(code("x", display("{\"text/latex\":\"$$x^2$$\"}", "{}"))).contains("<msup>"));
    assertTrue(page(code("x", display("{\"text/latex\":\"x^2\"}", "{}"))).contains("<msup>"));
    assertTrue(
        page(code("x", display("{\"text/markdown\":\"**b**\"}", "{}"))).contains("<strong>"));
    assertTrue(
        page(code("x", display("{\"application/json\":{\"a\":1}}", "{}")))
            .contains("&quot;a&quot;: 1"));
    String html = page(code("x", display("{\"text/html\":\"<b>x</b><script>y</script>\"}", "{}")));
    assertTrue(html.contains("<b>x</b></div>"), html);
  }

  @Test
  void streamsAndErrorsAreColoured() {
    String html =
        page(
            code(
                "x",
                "{\"output_type\":\"stream\",\"name\":\"stderr\",\"text\":\"10 %\\r50 %\\n\"},"
                    + "{\"output_type\":\"error\",\"ename\":\"E\",\"evalue\":\"v\","
                    + "\"traceback\":[\"\\u001b[31mE\\u001b[0m: <v>\"]}"));
    assertTrue(html.contains("<pre class=\"stream stderr\">50 %</pre>"), html);
    assertTrue(
        html.contains("<pre class=\"error\"><span class=\"ansi-red-fg\">E</span>: &lt;v&gt;</pre>"),
        html);
  }

  @Test
  void theFirstHeadingIsTheTitle() {
    String cell =
        "{\"cell_type\":\"markdown\",\"metadata\":{},\"source\":\"intro\\n# The `engine`\"}";
    assertTrue(page(cell).contains("<title>The engine</title>"));
    assertEquals(2, page(cell).split("<h1 ", -1).length);
  }
}
