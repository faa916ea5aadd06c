package dev.gradus.magics.figure;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.UpdateRatios;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.magics.Charts;
import dev.gradus.magics.MagicsException;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UpdateChartTest {
  private static final Dataset DATA =
      Dataset.of(new float[][] {{0, 1}, {1, 0}, {1, 1}, {-1, 2}}, new int[] {0, 1, 1, 0});

  private static UpdateRatios ratios(double rate, LayerSpec... layers) {
    var ratios = new UpdateRatios();
    Model.sequential(Shape.of(2), layers)
        .train(DATA)
        .optimizer(sgd(rate))
        .batchSize(4)
        .shuffle(false)
        .steps(3)
        .callback(ratios)
        .run();
    return ratios;
  }

  @Test
  void linesEqualTheRecord() {
    var ratios = ratios(1e-2, dense(5), relu(), dense(2));
    var figure = Charts.updates(ratios);
    var table = figure.data();
    var own = table.where(table.stringColumn("layer").isEqualTo("dense_2"));
    assertArrayEquals(ratios.of("dense_2"), own.doubleColumn("log10 of ratio").asDoubleArray());
    var last = String.format(Locale.ROOT, "last %.2f", ratios.of("dense_2")[2]);
    assertTrue(figure.facts().contains(last), figure.facts());
    assertTrue(figure.svg().contains("usual: around 1e-3"), "legend of the band");
  }

  @Test
  void tenTimesTheRateIsOneMore() {
    double low = ratios(1e-3, dense(2)).of("dense_1")[0];
    double high = ratios(1e-2, dense(2)).of("dense_1")[0];
    assertEquals(1, high - low, 1e-3);
  }

  @Test
  void manyLayersAreSampledAndNothingRecordedIsSaid() {
    var layers = Stream.generate(() -> (LayerSpec) dense(2)).limit(40).toArray(LayerSpec[]::new);
    var figure = Charts.updates(ratios(1e-2, layers));
    assertTrue(figure.facts().contains("7 of 40 layers"), figure.facts());
    assertEquals(120, figure.data().rowCount());
    var e = assertThrows(MagicsException.class, () -> Charts.updates(new UpdateRatios()));
    assertTrue(String.valueOf(e.getMessage()).contains("no step was recorded"));
  }
}
