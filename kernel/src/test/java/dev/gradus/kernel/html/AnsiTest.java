package dev.gradus.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AnsiTest {
  @Test
  void coloursBecomeClasses() {
    assertEquals(
        "a<span class=\"ansi-bold ansi-red-fg\">b&lt;</span>c",
        Ansi.toHtml("a\033[1;31mb<\033[0mc"));
    assertEquals(
        "<span class=\"ansi-bright-green-fg ansi-blue-bg\">x</span>",
        Ansi.toHtml("\033[92;44mx\033[m"));
  }

  @Test
  void paletteAndDirectColoursBecomeStyles() {
    assertEquals("<span style=\"color:#ff0000\">x</span>", Ansi.toHtml("\033[38;5;196mx"));
    assertEquals("<span class=\"ansi-green-fg\">x</span>", Ansi.toHtml("\033[38;5;2mx"));
    assertEquals(
        "<span style=\"background-color:#010203\">x</span>", Ansi.toHtml("\033[48;2;1;2;3mx"));
  }

  @Test
  void otherSequencesAreDropped() {
    assertEquals("ab", Ansi.toHtml("\033[2K\033[1Aa\033]8;;http://h\033\\b\033]8;;\007"));
    assertEquals("ab", Ansi.strip("\033[31ma\033[0mb"));
    assertEquals("x", Ansi.toHtml("\033[999;38mx"));
  }
}
