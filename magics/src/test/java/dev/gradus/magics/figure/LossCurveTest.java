package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.History;
import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossCurveTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new int[] {0, 1, 1, 1});

  private static History trained() {
    var model = Model.sequential(Shape.of(2), dense(2));
    return model.train(DATA).batchSize(2).epochs(3).validation(DATA).run();
  }

  private static LossCurve.Series line(History history, String name, String panel) {
    return LossCurve.series(history).stream()
        .filter(s -> s.name().equals(name) && s.panel().equals(panel))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void linesEqualTheHistory() {
    var history = trained();
    var steps = line(history, "every step", "loss");
    float[] losses = history.stepLosses();
    assertArrayEquals(IntStream.range(0, 6).mapToDouble(i -> losses[i]).toArray(), steps.y());
    assertArrayEquals(new double[] {0.5, 1, 1.5, 2, 2.5, 3}, steps.x());
    assertArrayEquals(history.validationLoss(), line(history, "validation", "loss").y());
    assertArrayEquals(history.loss(), line(history, "training, mean of epoch", "loss").y());
    var accuracy = line(history, "validation", "accuracy");
    for (int i = 0; i < 3; i++) {
      assertEquals(100 * history.validationAccuracy()[i], accuracy.y()[i]);
    }
  }

  @Test
  void tableHoldsWhatIsDrawn() {
    var history = trained();
    var table = LossCurve.of(history).data();
    assertEquals(
        LossCurve.series(history).stream().mapToInt(s -> s.y().length).sum(), table.rowCount());
    assertEquals(history.stepLosses()[0], table.doubleColumn("value").getDouble(0));
  }

  @Test
  void factsStateTheSameNumbers() {
    var history = trained();
    var facts = LossCurve.of(history).facts();
    var last = history.epochs().getLast();
    assertTrue(
        facts.contains(String.format(Locale.ROOT, "training loss %.4f", last.loss())), facts);
    assertTrue(
        facts.contains(String.format(Locale.ROOT, "validation loss %.4f", last.validationLoss())),
        facts);
    assertTrue(facts.contains("6 steps, 3 finished epochs"), facts);
  }

  @Test
  void bundleIsAPictureAtHalfSizeWithText() {
    var figure = LossCurve.of(trained());
    var bundle = figure.bundle();
    assertEquals(figure.facts(), bundle.plain());
    assertTrue(figure.png().length < 60_000, figure.png().length + " bytes");
    assertEquals(2 * figure.width(), figure.image().getWidth());
    assertTrue(String.valueOf(bundle.metadata().get("image/png")).contains("" + figure.width()));
    assertTrue(figure.svg().contains("<svg"), "SVG");
  }

  @Test
  void nothingTrainedIsSaid() {
    var model = Model.sequential(Shape.of(2), dense(2)).named("net");
    var e = assertThrows(MagicsException.class, () -> Figures.lossCurve(model));
    assertTrue(String.valueOf(e.getMessage()).contains("net has not been trained"));
  }
}
