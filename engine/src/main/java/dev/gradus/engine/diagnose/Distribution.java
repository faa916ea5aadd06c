package dev.gradus.engine.diagnose;

import dev.gradus.engine.internal.Given;
import java.util.Locale;

/// Numbers in summary.
///
/// @param count how many
/// @param mean their mean
/// @param std standard deviation about the mean, divided by the count
/// @param min the smallest
/// @param max the largest
/// @param norm square root of the sum of squares
/// @param zeros share that is exactly 0
/// @param edges borders of the bins, one more than bins
/// @param bins how many numbers lie in each, the last one with its upper border
public record Distribution(
    int count,
    double mean,
    double std,
    double min,
    double max,
    double norm,
    double zeros,
    double[] edges,
    int[] bins) {
  private static final int BINS = 40;

  /// Of numbers, with 40 bins from the smallest to the largest; those that are not finite count in
  /// mean and deviation but in no bin. The list of numbers may be of any length and order.
  public static Distribution of(float[] values) {
    Given.one("the list of numbers", values);
    double sum = 0;
    double squares = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int zeros = 0;
    for (float v : values) {
      sum += v;
      squares += (double) v * v;
      min = Math.min(min, v);
      max = Math.max(max, v);
      zeros += v == 0 ? 1 : 0;
    }
    int n = values.length;
    double mean = sum / n;
    double about = 0;
    for (float v : values) {
      about += (v - mean) * (v - mean);
    }
    var edges = edges(min, max);
    return new Distribution(
        n,
        mean,
        Math.sqrt(about / n),
        min,
        max,
        Math.sqrt(squares),
        (double) zeros / n,
        edges,
        count(values, edges));
  }

  private static double[] edges(double min, double max) {
    boolean usable = Double.isFinite(min) && Double.isFinite(max);
    double low = usable ? min : 0;
    double width = usable && max > min ? (max - min) / BINS : 1.0 / BINS;
    var edges = new double[BINS + 1];
    for (int i = 0; i <= BINS; i++) {
      edges[i] = low + i * width;
    }
    return edges;
  }

  private static int[] count(float[] values, double[] edges) {
    var bins = new int[BINS];
    double low = edges[0];
    double width = edges[1] - low;
    for (float v : values) {
      if (Float.isFinite(v)) {
        bins[(int) Math.clamp((v - low) / width, 0, BINS - 1)]++;
      }
    }
    return bins;
  }

  /// As `mean 0.012, std 0.41, zeros 52.1 %, -1.2 .. 1.4`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "mean %.4g, std %.4g, zeros %.1f %%, %.4g .. %.4g",
        mean,
        std,
        100 * zeros,
        min,
        max);
  }
}
