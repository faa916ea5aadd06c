package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%lr_find` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LearningRateMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void drawsTheLossAndSuggestsARate() {
    var text = cells.value("var found = %lr_find net digits --steps 60\nfound");
    assertTrue(text.startsWith("Loss at "), text);
    assertTrue(text.contains("falls fastest at"), text);
    assertEquals("true", cells.value("found.data().rowCount() > 10 && found.png().length > 1000"));
  }

  @Test
  void leavesTheModelAlone() {
    cells.value("var before = net.parameters().snapshot();");
    cells.value("%lr_find net digits --steps 40 --batch 16 --optimizer sgd --loss cross_entropy");
    assertEquals("true", cells.value("Arrays.equals(before, net.parameters().snapshot())"));
  }

  @Test
  void mistakesAreSentences() {
    assertTrue(cells.error("%lr_find net digits --optimizer adem").contains("Did you mean adam?"));
    assertTrue(cells.error("%lr_find net digits --steps 3").contains("at least 10 steps"));
    assertTrue(cells.error("%lr_find net net").contains("net is a Model, not data"));
  }
}
