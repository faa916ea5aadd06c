package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts of several metrics that go on together.
final class MetricTally {
  private final List<Metric> metrics;
  private final List<Metric.Tally> tallies = new ArrayList<>();
  private final List<Boolean> known = new ArrayList<>();
  private final Map<Integer, float[]> buffers = new HashMap<>();

  MetricTally(List<Metric> metrics) {
    this.metrics = List.copyOf(metrics);
    reset();
  }

  void reset() {
    tallies.clear();
    known.clear();
    for (var metric : metrics) {
      tallies.add(metric.tally());
      known.add(true);
    }
  }

  /// Adds the batch that a program has just run.
  void add(Program program, Shape output, Shape target) {
    if (tallies.isEmpty()) {
      return;
    }
    var outputs = read(program.output(), 0);
    var targets = read(program.target(), 1);
    for (var tally : tallies) {
      tally.add(outputs, output, targets, target);
    }
  }

  /// Arrays are kept by length and role, so that steps do not allocate.
  private float[] read(Slice slice, int role) {
    var array = buffers.computeIfAbsent(2 * slice.length() + role, k -> new float[slice.length()]);
    slice.storage().read(slice.offset(), array, 0, array.length);
    return array;
  }

  /// The values, by name with a prefix.
  Map<String, Double> values(String prefix) {
    var values = new LinkedHashMap<String, Double>();
    for (int i = 0; i < metrics.size(); i++) {
      values.put(
          prefix + metrics.get(i).name(), known.get(i) ? tallies.get(i).value() : Double.NaN);
    }
    return values;
  }

  List<double[]> save() {
    return tallies.stream().map(Metric.Tally::save).toList();
  }

  void restore(List<double[]> saved, boolean begun) {
    reset();
    for (int i = 0; i < tallies.size(); i++) {
      boolean empty = i >= saved.size() || saved.get(i).length == 0;
      known.set(i, !(empty && begun));
      if (!empty) {
        restore(metrics.get(i), tallies.get(i), saved.get(i));
      }
    }
  }

  /// A metric of the user's may fail in any way with numbers that are not its own.
  private static void restore(Metric metric, Metric.Tally tally, double[] saved) {
    try {
      tally.restore(saved);
    } catch (GradusException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new GradusException(
          "the metric "
              + metric.name()
              + " cannot go on from the numbers of the state: "
              + e
              + ". Describe the run with the same metrics in the same order, or train anew with"
              + " run().",
          e);
    }
  }
}
