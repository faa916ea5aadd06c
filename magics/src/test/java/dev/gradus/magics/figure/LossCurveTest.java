package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingEvent;
import dev.gradus.magics.Figures;
import dev.gradus.magics.MagicsException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.AxisPair;

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

  /// The labels below a chart that was drawn; XChart draws them as shapes and does not tell them.
  private static List<String> ticks(XYChart chart) throws ReflectiveOperationException {
    var axes = XYChart.class.getSuperclass().getDeclaredField("axisPair");
    axes.setAccessible(true);
    var axis = ((AxisPair<?, ?>) axes.get(chart)).getXAxis();
    return axis.getAxisTickCalculator().getTickLabels().stream()
        .filter(Objects::nonNull)
        .filter(l -> inside(chart, Double.parseDouble(l.replace('\u2212', '-'))))
        .toList();
  }

  /// XChart also has ticks beyond the ends, which it does not draw.
  private static boolean inside(XYChart chart, double tick) {
    var style = chart.getStyler();
    return tick >= style.getXAxisMin() && tick <= style.getXAxisMax();
  }

  @Test
  void oneEpochHasTicksThatRead() throws ReflectiveOperationException {
    var model = Model.sequential(Shape.of(2), dense(2));
    var figure = LossCurve.of(model.train(DATA).batchSize(1).epochs(1).validation(DATA).run());
    var charts = ((ChartPicture) figure.picture()).charts();
    figure.image();
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), ticks(charts.get(0)));
    assertEquals(List.of("0.0", "0.2", "0.4", "0.6", "0.8", "1.0"), ticks(charts.get(1)));
  }

  @Test
  void interruptedInTheFirstEpochCountsSteps() throws ReflectiveOperationException {
    var model = Model.sequential(Shape.of(2), dense(2));
    var trainer =
        model
            .train(DATA)
            .batchSize(1)
            .epochs(2)
            .listener(e -> {
              if (e instanceof TrainingEvent.StepDone done && done.step() == 3) {
                Thread.currentThread().interrupt();
              }
            });
    assertThrows(InterruptedRunException.class, trainer::run);
    Thread.interrupted(); // for the tests that follow
    var figure = LossCurve.of(model.history().orElseThrow());
    var chart = ((ChartPicture) figure.picture()).charts().getFirst();
    assertEquals("step", chart.getXAxisTitle());
    figure.image();
    assertEquals(List.of("0", "1", "2", "3", "4", "5"), ticks(chart));
    assertEquals(0.75, figure.data().doubleColumn("epoch").max());
  }

  @Test
  void severalRunsHaveTheirOwnNames() {
    var figure = LossCurve.of(List.of(trained(), trained()), List.of("one", "one"));
    var names = figure.data().stringColumn("series").unique().asSet();
    assertEquals(
        Set.of("one, training", "one, validation", "one (2), training", "one (2), validation"),
        names);
    assertTrue(figure.svg().contains("one (2), validation"), "legend");
    assertThrows(MagicsException.class, () -> LossCurve.of(List.of(), List.of()));
  }

  @Test
  void thousandsOfRunsAreSampledAndSaidSo() {
    var history = trained();
    var runs = java.util.Collections.nCopies(1000, history);
    var figure = LossCurve.of(runs, IntStream.range(0, 1000).mapToObj(i -> "run " + i).toList());
    assertTrue(figure.facts().startsWith("14 of 1,000 runs, evenly chosen."), figure.facts());
    assertEquals(15, figure.facts().lines().count());
    assertTrue(figure.svg().contains(">14 of 1,000 runs</text>"), "in the legend");
    assertTrue(figure.data().stringColumn("series").contains("run 500, training"), "table");
  }

  @Test
  void smoothingDoesNotLag() {
    // a straight line stays where it is, to its ends
    var kept = trained().snapshot();
    var losses = new float[200];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = 2 - i / 200f;
    }
    var rates = new double[200];
    java.util.Arrays.fill(rates, 0.1);
    var line =
        History.of(
            new History.Snapshot(
                "net",
                "loss",
                20,
                List.of(),
                losses,
                rates,
                new float[200],
                kept.higherIsBetter(),
                null,
                kept.reason()));
    var smooth = line(line, "smoothed", "loss");
    for (int i = 0; i < losses.length; i++) {
      assertEquals(losses[i], smooth.y()[i], 1e-5, "step " + i);
    }
  }

  /// A run of a constant rate beside one of a falling rate has its line too.
  @Test
  void overlaidRatesAreComplete() {
    var constant = trained();
    var model = Model.sequential(Shape.of(2), dense(2));
    var falling = model.train(DATA).schedule(Schedules.cosine(2)).epochs(2).run();
    var names = List.of("constant", "falling");
    var table = LossCurve.of(List.of(constant, falling), names).data();
    var panels = table.stringColumn("quantity").asList();
    var lines = table.stringColumn("series").asList();
    for (var name : names) {
      assertTrue(
          IntStream.range(0, panels.size())
              .anyMatch(
                  i -> panels.get(i).equals("learning rate") && lines.get(i).startsWith(name)),
          name);
    }
    var flat = LossCurve.of(List.of(constant, trained()), names).data().stringColumn("quantity");
    assertFalse(flat.asList().contains("learning rate"), "nothing changes");
  }

  @Test
  void anEmptyHistoryIsSaid() {
    var reason = TrainingEvent.Reason.INTERRUPTED;
    var empty =
        History.of(
            new History.Snapshot(
                "net",
                "loss",
                20,
                List.of(),
                new float[0],
                new double[0],
                new float[0],
                Set.of(),
                null,
                reason));
    for (var figure :
        List.<Executable>of(
            () -> LossCurve.of(empty),
            () -> LossCurve.of(List.of(trained(), empty), List.of("a", "b")))) {
      var e = assertThrows(MagicsException.class, figure);
      assertEquals(
          "the history of net is empty: no step was finished. Train first, for example %train net"
              + " data --epochs 3.",
          e.getMessage());
    }
  }

  @Test
  void nothingTrainedIsSaid() {
    var model = Model.sequential(Shape.of(2), dense(2)).named("net");
    var e = assertThrows(MagicsException.class, () -> Figures.lossCurve(model));
    assertTrue(String.valueOf(e.getMessage()).contains("net has not been trained"));
  }

  /// Both forms of a picture of two panels and many steps stay small.
  @Test
  void picturesTakeLessThan60Kilobytes() {
    var random = new java.util.Random(1);
    var samples = new float[1000][8];
    var labels = new int[samples.length];
    for (int i = 0; i < samples.length; i++) {
      for (int j = 0; j < 8; j++) {
        samples[i][j] = random.nextFloat();
      }
      labels[i] = samples[i][0] > 0.5 ? 1 : 0;
    }
    var data = Dataset.of(samples, labels);
    var model = Model.sequential(Shape.of(8), dense(2));
    var history = model.train(data).batchSize(8).epochs(6).validation(data).run();
    var figure = LossCurve.of(history);
    assertTrue(figure.png().length < 60_000, figure.png().length + " bytes of PNG");
    assertTrue(figure.svg().length() < 60_000, figure.svg().length() + " bytes of SVG");
  }
}
