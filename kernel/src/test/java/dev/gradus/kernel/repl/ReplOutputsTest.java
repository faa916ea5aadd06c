package dev.gradus.kernel.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.kernel.display.MimeBundle;
import dev.gradus.kernel.session.Outputs;
import org.junit.jupiter.api.Test;

class ReplOutputsTest {
  private final StringBuilder text = new StringBuilder();
  private final ReplOutputs outputs = new ReplOutputs((stream, t) -> text.append(t));

  @Test
  void displaysStandOnLinesOfTheirOwn() {
    outputs.stream(Outputs.Stream.STDOUT, "a");
    outputs.display(MimeBundle.text("shown"), null);
    outputs.stream(Outputs.Stream.STDERR, "b");
    outputs.end();
    assertEquals("a\nshown\nb\n", text.toString());
  }

  @Test
  void whatIsUpdatedIsShownAtTheEnd() {
    outputs.display(MimeBundle.text("0 %"), "bar");
    outputs.updateDisplay("bar", MimeBundle.text("50 %"));
    outputs.updateDisplay("bar", MimeBundle.text("100 %"));
    outputs.end();
    assertEquals("0 %\n100 %\n", text.toString());
  }
}
