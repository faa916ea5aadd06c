package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Metrics;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Covers({"C37"})
class MetricsTest {
  private static final Shape SCORES = Shape.of(3);
  private static final Shape ONE = Shape.of();
  // winners 0, 2, 1, 0 (the first of equals)
  private static final float[] ROWS = {3, 1, 2, 0, 1, 2, -1, 4, 0, 1, 1, 0};
  private static final float[] LABELS = {0, 1, 1, 1};

  @Test
  void countsRightClasses() {
    MetricContract.check(Metrics.accuracy(), SCORES, ROWS, ONE, LABELS, 0.5);
    MetricContract.check(Metrics.topK(1), SCORES, ROWS, ONE, LABELS, 0.5);
    MetricContract.check(Metrics.topK(2), SCORES, ROWS, ONE, LABELS, 1);
    MetricContract.check(Metrics.topK(2), SCORES, ROWS, ONE, new float[] {1, 0, 2, 0}, 0.5);
    assertThrows(GradusException.class, () -> Metrics.topK(0));
  }

  @Test
  void paddingDoesNotCount() {
    var labels = new float[] {0, -1, 2, -1};
    MetricContract.check(Metrics.accuracy(), SCORES, ROWS, ONE, labels, 0.5);
    MetricContract.check(Metrics.topK(2), SCORES, ROWS, ONE, labels, 1);
    var steps = Shape.of(2, 3);
    MetricContract.check(Metrics.accuracy(), steps, ROWS, Shape.of(2), labels, 0.5);
  }

  @Test
  void aRowWithANanIsNeverRight() {
    var tally = Metrics.accuracy().tally();
    var top = Metrics.topK(3).tally();
    var rows = new float[] {Float.NaN, 1, 0};
    tally.add(rows, Shape.of(1, 3), new float[] {1}, Shape.of(1));
    top.add(rows, Shape.of(1, 3), new float[] {1}, Shape.of(1));
    assertEquals(0, tally.value());
    assertEquals(0, top.value());
  }

  @Test
  void measuresDistances() {
    var outputs = new float[] {1, 2, 3, 4};
    var targets = new float[] {1, 4, 3, 8};
    MetricContract.check(Metrics.rmse(), ONE, outputs, ONE, targets, Math.sqrt(5));
    MetricContract.check(Metrics.rmse(), Shape.of(1), outputs, ONE, targets, Math.sqrt(5));
    MetricContract.check(
        Metrics.meanAbsoluteError(), Shape.of(2), outputs, Shape.of(2), targets, 1.5);
    assertFalse(Metrics.rmse().higherIsBetter());
  }

  @Test
  void countsAnswers() {
    var scores = new float[] {2, -1, 0.5f, -3};
    var targets = new float[] {1, 1, 0, 0};
    MetricContract.check(Metrics.binaryAccuracy(), Shape.of(1), scores, ONE, targets, 0.5);
    var tally = new BinaryAccuracy(0.9).tally();
    tally.add(scores, Shape.of(4), targets, Shape.of(4));
    assertEquals(0.75, tally.value());
  }

  /// Predictions 0, 2, 1, 0 for labels 0, 1, 1, 1: precision 1/2, 1, 0, recall 1, 1/3, 0.
  @Test
  void readsTheConfusionMatrix() {
    MetricContract.check(Metrics.precision(), SCORES, ROWS, ONE, LABELS, 0.5);
    MetricContract.check(Metrics.recall(), SCORES, ROWS, ONE, LABELS, 4.0 / 9);
    MetricContract.check(Metrics.f1(), SCORES, ROWS, ONE, LABELS, (2.0 / 3 + 0.5 + 0) / 3);
    var micro = new F1(Average.MICRO).tally();
    micro.add(ROWS, Shape.of(4, 3), LABELS, Shape.of(4));
    assertEquals(0.5, micro.value());
    var single = new Precision().tally();
    single.add(new float[] {1, -1, 2}, Shape.of(3, 1), new float[] {1, 0, 0}, Shape.of(3));
    assertEquals(0.75, single.value());
  }

  @Test
  @Covers({"I05"})
  void perplexityIsTheExponentialOfTheCrossEntropy() {
    double loss = Tensor.of(Shape.of(4, 3), ROWS).crossEntropy(Tensor.of(LABELS)).item();
    MetricContract.check(Metrics.perplexity(), SCORES, ROWS, ONE, LABELS, Math.exp(loss));
    MetricContract.check(Metrics.bitsPerCharacter(), SCORES, ROWS, ONE, LABELS, loss / Math.log(2));
    var padded = new float[] {0, -1, -1, 1};
    double some = Tensor.of(Shape.of(4, 3), ROWS).crossEntropy(Tensor.of(padded)).item();
    MetricContract.check(Metrics.perplexity(), SCORES, ROWS, ONE, padded, Math.exp(some));
    MetricContract.check(Metrics.perplexity(), SCORES, new float[300], ONE, new float[100], 3);
  }

  @Test
  void theNamesAreKnown() {
    Metrics.names().forEach(name -> assertFalse(Metrics.named(name).name().isBlank()));
    assertEquals(Metrics.topK(10), Metrics.named("top-10"));
    var e = assertThrows(GradusException.class, () -> Metrics.named("auc"));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("perplexity"));
  }
}
