package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.magics.MagicsException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TopClassesTest {
  private static final Dataset DATA = Datasets.digits(20, 40, 1).test();
  private static final Model NET = Model.input(1, 28, 28).flatten().dense(10).seed(1);

  @Test
  void barsAreTheLargestProbabilities() {
    var figure = TopClasses.of(NET, DATA, 6, 5);
    var table = figure.data();
    assertEquals(30, table.rowCount());
    for (int i = 0; i < 6; i++) {
      double[] p = Gallery.probabilities(NET, DATA)[i];
      double[] sorted = p.clone();
      java.util.Arrays.sort(sorted);
      for (int k = 0; k < 5; k++) {
        double shown = table.doubleColumn("probability").getDouble(5 * i + k);
        assertEquals(sorted[9 - k], shown, "sample " + i + ", rank " + (k + 1));
        int c = Integer.parseInt(table.stringColumn("class").get(5 * i + k));
        assertEquals(p[c], shown);
        assertEquals(k + 1, table.intColumn("rank").get(5 * i + k));
        var said = String.format(Locale.ROOT, ">%.0f %%</text>", 100 * shown);
        assertTrue(figure.svg().contains(said), said);
      }
    }
  }

  @Test
  void theRightClassIsGreenAndCounted() {
    long among = 0;
    for (int i = 0; i < DATA.size(); i++) {
      double[] p = Gallery.probabilities(NET, DATA)[i];
      double own = p[DATA.label(i)];
      among += java.util.Arrays.stream(p).filter(v -> v > own).count() < 3 ? 1 : 0;
    }
    var figure = TopClasses.of(NET, DATA, 12, 3);
    assertTrue(figure.facts().contains("for " + among + " of 40 samples"), figure.facts());
    var all = TopClasses.of(NET, DATA, 12, 99);
    assertEquals(120, all.data().rowCount(), "no more bars than classes");
    assertTrue(FiltersTest.contains(all.image(), Theme.MARK.getRGB() & 0xFFFFFF), "green");
    assertEquals(
        12,
        FlatSvg.of(all.svg()).split("fill=\"#009e73\"", -1).length - 1,
        "one green bar for each sample");
  }

  @Test
  void wrongNumbersAreRefused() {
    assertThrows(MagicsException.class, () -> TopClasses.of(NET, DATA, 6, 0));
    assertThrows(MagicsException.class, () -> TopClasses.of(NET, DATA, 0, 5));
    assertEquals(30 * 2, TopClasses.of(NET, DATA, 1000, 2).data().rowCount());
  }
}
