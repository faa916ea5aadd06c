package dev.gradus.engine.train;

import java.util.Locale;

/// How good a model is on some data.
///
/// @param loss mean loss of a sample
/// @param accuracy share of samples whose largest score is the right class; NaN if there are no
///   classes
/// @param samples how many samples
public record Evaluation(double loss, double accuracy, int samples) {
  /// As `loss 0.0812, accuracy 97.5 % (10,000 samples)`.
  @Override
  public String toString() {
    return Double.isNaN(accuracy)
        ? String.format(Locale.ROOT, "loss %.4f (%,d samples)", loss, samples)
        : String.format(
            Locale.ROOT,
            "loss %.4f, accuracy %.2f %% (%,d samples)",
            loss,
            100 * accuracy,
            samples);
  }
}
