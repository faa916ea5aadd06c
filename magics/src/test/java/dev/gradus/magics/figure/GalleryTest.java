package dev.gradus.magics.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.magics.MagicsException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class GalleryTest {
  private static final Dataset DATA = Datasets.digits(20, 40, 1).test();
  private static final Model NET = Model.input(1, 28, 28).flatten().dense(10).seed(1);

  @Test
  void predictionsAreTheModels() {
    var figure = Gallery.predictions(NET, DATA, 12);
    var table = figure.data();
    int[] classes = NET.predictClasses(DATA);
    var scores = NET.predict(DATA);
    for (int i = 0; i < 12; i++) {
      assertEquals("" + classes[i], table.stringColumn("prediction").get(i));
      assertEquals("" + DATA.label(i), table.stringColumn("target").get(i));
      double sum = 0;
      for (int c = 0; c < 10; c++) {
        sum += Math.exp(scores.get(i, c));
      }
      double p = Math.exp(scores.get(i, classes[i])) / sum;
      assertEquals(p, table.doubleColumn("probability").get(i), 1e-6);
      var said = String.format(Locale.ROOT, ">%.0f %%</text>", 100 * p);
      assertTrue(figure.svg().contains(said), said);
    }
  }

  @Test
  void mistakesAreThoseOfTheEvaluation() {
    long wrong = Math.round(DATA.size() * (1 - NET.evaluate(DATA).accuracy()));
    var figure = Gallery.mistakes(NET, DATA, 100);
    var table = figure.data();
    assertEquals(wrong, table.rowCount());
    assertTrue(figure.facts().contains(wrong + " of 40 samples"), figure.facts());
    for (int i = 0; i < wrong; i++) {
      assertTrue(
          !table.stringColumn("target").get(i).equals(table.stringColumn("prediction").get(i)));
      var p = table.doubleColumn("probability");
      assertTrue(i == 0 || p.get(i - 1) >= p.get(i), "the surest first");
    }
    var first = table.stringColumn("target").get(0) + " \u2192 ";
    assertTrue(figure.svg().contains(">" + first), first);
  }

  @Test
  void probabilitiesStayAsTheyAre() {
    assertEquals(0.7, Gallery.probabilities(new float[] {0.7f, 0.3f})[0], 1e-6);
    assertEquals(0.5, Gallery.probabilities(new float[] {3, 3})[1], 1e-6);
  }

  @Test
  void errorsTeach() {
    assertThrows(MagicsException.class, () -> Gallery.predictions(NET, DATA, 0));
    var small = Model.input(1, 28, 28).flatten().dense(3);
    var e = assertThrows(MagicsException.class, () -> Gallery.predictions(small, DATA, 3));
    assertTrue(String.valueOf(e.getMessage()).contains("dense(10)"), e.getMessage());
    var numbers = Dataset.of(Shape.of(4), new float[8], new int[] {0, 1}, 2);
    assertThrows(MagicsException.class, () -> Gallery.mistakes(NET, numbers, 3));
    var ones = DATA.filter(label -> label == NET.predictClasses(DATA)[0]).take(1);
    boolean right = NET.predictClasses(ones)[0] == ones.label(0);
    if (right) {
      assertThrows(MagicsException.class, () -> Gallery.mistakes(NET, ones, 3));
    } else {
      assertEquals(1, Gallery.mistakes(NET, ones, 3).data().rowCount());
    }
  }
}
