package dev.gradus.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StreamTextTest {
  @Test
  void carriageReturnOverwrites() {
    assertEquals("50 %\n", StreamText.settle("10 %\r50 %\n"));
    assertEquals("abcdef", StreamText.settle("xyzdef\rabc"));
    assertEquals("a\nc", StreamText.settle("a\nb\rc"));
    assertEquals("a\nb", StreamText.settle("a\r\nb"));
  }

  @Test
  void newLineKeepsTheRestOfAnOverwrittenLine() {
    assertEquals("abcdef\ng", StreamText.settle("xyzdef\rabc\ng"));
  }

  @Test
  void backspaceGoesBackButNotOverTheLine() {
    assertEquals("ac", StreamText.settle("ab\bc"));
    assertEquals("a\nb", StreamText.settle("a\n\b\bb"));
  }

  @Test
  void coloursInARedrawnLineDoNotMixWithTheOldOnes() {
    assertEquals(
        "\033[32mab\033[0m", StreamText.settle("\033[31mabcdef\033[0m\r\033[32mab\033[0m"));
    assertEquals("new\033[K", StreamText.settle("older text\rnew\033[K"));
  }

  @Test
  void tenThousandRedrawsStaySmall() {
    var text = new StreamText();
    for (int i = 0; i < 10_000; i++) {
      text.append("\rstep %5d".formatted(i));
    }
    assertEquals("step  9999", text.toString());
  }
}
