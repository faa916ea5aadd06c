package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Metrics;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.Arrays;

/// What every metric owes: its name finds it, nothing gives NaN, batches do not matter, tallies are
/// apart from each other, and shapes that do not fit are refused.
final class MetricContract {
  private MetricContract() {}

  /// Checks a metric on rows of outputs and targets.
  ///
  /// @param output shape of one sample's output
  /// @param target shape of one sample's target
  static void check(
      Metric metric, Shape output, float[] outputs, Shape target, float[] targets, double value) {
    assertFalse(metric.name().isBlank());
    assertEquals(metric, Metrics.named(metric.name()));
    assertTrue(Double.isNaN(metric.tally().value()));
    int n = outputs.length / output.size();
    var all = metric.tally();
    all.add(outputs, output.prepend(n), targets, target.prepend(n));
    assertEquals(value, all.value(), 1e-6, metric.name());
    var other = metric.tally();
    for (int i = 0; i < n; i++) {
      other.add(
          Arrays.copyOfRange(outputs, i * output.size(), (i + 1) * output.size()),
          output.prepend(1),
          Arrays.copyOfRange(targets, i * target.size(), (i + 1) * target.size()),
          target.prepend(1));
    }
    assertEquals(value, other.value(), 1e-9 + 1e-6 * Math.abs(value), "one by one");
    assertEquals(value, all.value(), 1e-6, "untouched by the other");
    checkResumed(metric, output, outputs, target, targets);
    var odd = Shape.of(n, 3, 5, 7);
    assertThrows(
        ShapeException.class,
        () -> metric.tally().add(outputs, output.prepend(n), new float[odd.size()], odd));
    assertNotEquals("", metric.toString());
  }

  /// A count that was kept after some rows goes on in another tally to the same bits.
  private static void checkResumed(
      Metric metric, Shape output, float[] outputs, Shape target, float[] targets) {
    int n = outputs.length / output.size();
    var whole = metric.tally();
    var last = metric.tally();
    for (int i = 0; i < n; i++) {
      var x = Arrays.copyOfRange(outputs, i * output.size(), (i + 1) * output.size());
      var t = Arrays.copyOfRange(targets, i * target.size(), (i + 1) * target.size());
      whole.add(x, output.prepend(1), t, target.prepend(1));
      last.add(x, output.prepend(1), t, target.prepend(1));
      var next = metric.tally();
      assertTrue(last.save().length > 0, metric.name() + " cannot be resumed");
      next.restore(last.save());
      last = next;
      assertEquals(whole.value(), last.value(), metric.name() + " after " + (i + 1) + " rows");
    }
    var nothing = metric.tally();
    nothing.restore(metric.tally().save());
    assertTrue(Double.isNaN(nothing.value()));
  }
}
