package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.internal.Given;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// How good a model is on some data.
///
/// @param loss mean loss of a sample, without penalties
/// @param accuracy share of targets whose largest score is the right class; NaN if there are no
///   classes
/// @param samples how many samples
/// @param metrics further numbers by name, none by default
public record Evaluation(double loss, double accuracy, int samples, Map<String, Double> metrics) {
  /// Keeps the order of the metrics.
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /// Without further metrics.
  public Evaluation(double loss, double accuracy, int samples) {
    this(loss, accuracy, samples, Map.of());
  }

  /// A number by its name: `loss`, `accuracy` or that of a metric.
  ///
  /// @throws GradusException if it was not measured; the message lists the names
  public double metric(String name) {
    Given.one("the name of the number", name);
    if (name.equals(Measures.LOSS)) {
      return loss;
    }
    var value = name.equals(Measures.ACCURACY) ? Double.valueOf(accuracy) : metrics.get(name);
    if (value == null) {
      throw new GradusException(
          "\""
              + name
              + "\" was not measured; there are loss, accuracy"
              + (metrics.isEmpty() ? "" : ", " + String.join(", ", metrics.keySet()))
              + ". Give the metric to evaluate(data, ...).");
    }
    return value;
  }

  /// As `loss 0.0812, accuracy 97.50 % (10,000 samples)`.
  @Override
  public String toString() {
    var text = new StringBuilder(String.format(Locale.ROOT, "loss %.4f", loss));
    if (!Double.isNaN(accuracy)) {
      text.append(String.format(Locale.ROOT, ", accuracy %.2f %%", 100 * accuracy));
    }
    metrics.forEach((name, value) ->
        text.append(", ").append(name).append(String.format(Locale.ROOT, " %.4f", value)));
    return text.append(String.format(Locale.ROOT, " (%,d samples)", samples)).toString();
  }
}
