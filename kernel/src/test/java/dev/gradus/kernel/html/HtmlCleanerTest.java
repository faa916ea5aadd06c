package dev.gradus.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlCleanerTest {
  private static String clean(String html) {
    return HtmlCleaner.clean(html, new Pictures(null, new JsonObject()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<SCRIPT src=x>alert(1)</SCRIPT >",
        "<script>alert(1)",
        "<img src=x onerror=alert(1)>",
        "<b OnClick='alert(1)'>",
        "<svg/onload=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href=' java&#10;script:alert(1)'>x</a>",
        "<a href='&#x6a;avascript:alert(1)'>x</a>",
        "<iframe srcdoc='alert(1)'></iframe>",
        "<a href=\"data:text/html,alert(1)\">x</a>",
        "<!-- alert(1) -->",
        "<!-- alert(1)",
        "<object data='alert(1)'>",
        "<a href=javascript&colon;alert(1)>x</a>"
      })
  void nothingThatRunsIsLeft(String html) {
    assertFalse(clean(html).toLowerCase(Locale.ROOT).contains("alert"), clean(html));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <div><b>open               | <div><b>open</b></div>
          </div>stray</main>         | stray
          <ul><li>a<li>b</ul>        | <ul><li>a<li>b</ul>
          a < b && c <3              | a < b && c <3
          <br/>x<hr>                 | <br>x<hr>
          <p class=a id='b'>x</p>    | <p class="a" id="b">x</p>
          cut <b class="             | cut &lt;b class="
          <body><p>x</p></body>      | <p>x</p>
          <style>p>a{}</style>       | <style>p>a{}</style>
          """)
  void whatIsHarmlessStaysAndIsClosed(String html, String expected) {
    assertEquals(expected, clean(html));
  }

  @Test
  void embeddedPagesBecomeLinks() {
    assertEquals(
        "<a class=\"remote\" href=\"https://h/v\">https://h/v</a>",
        clean("<iframe src='https://h/v'>no frames</iframe>"));
  }
}
