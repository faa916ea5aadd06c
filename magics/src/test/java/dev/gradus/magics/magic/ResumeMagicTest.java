package dev.gradus.magics.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// `%resume` in cells.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeMagicTest {
  private final Cells cells = new Cells().withDigits();

  @AfterAll
  void close() {
    cells.close();
  }

  @Test
  void goesOnWithTheLastRunToTheSameBits() {
    assertTrue(cells.error("%resume").contains("nothing was trained with %train"));
    cells.value("var whole = %train net digits --epochs 4 --batch 16 --seed 3 --quiet");
    cells.value("var wanted = net.parameters().snapshot();");
    cells.value("net.seed(net.seed());");
    cells.value("%train net digits --epochs 2 --batch 16 --seed 3");
    cells.value("var more = %resume net --epochs 4");
    assertEquals("16", cells.value("more.steps()"));
    assertEquals("true", cells.value("Arrays.equals(wanted, net.parameters().snapshot())"));
    // the view counts from the steps that were finished before
    var last = cells.texts().stream().filter(t -> t.contains("resumed after step 8")).toList();
    assertFalse(last.isEmpty());
    assertTrue(last.getLast().contains("finished, epoch 4 of 4, step 4 of 4"), last.getLast());
    assertTrue(last.getFirst().startsWith("[============            ]"), last.getFirst());
  }

  @Test
  void anotherModelIsASentence() {
    cells.value("var other = Model.sequential(Shape.of(4), dense(2));");
    assertTrue(cells.error("%resume other").contains("%train other data --resume"));
  }
}
