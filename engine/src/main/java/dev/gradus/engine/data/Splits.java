package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import java.util.List;

/// Divides positions into two parts.
final class Splits {
  private Splits() {}

  /// The size of the first part of `n` samples.
  static int first(int n, double fraction) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new DataException(
          "the fraction to train with is "
              + fraction
              + ", but it lies above 0 and below 1: 0.8 trains with 80 % of the samples.");
    }
    int first = (int) Math.round(fraction * n);
    if (first == 0 || first == n) {
      throw new DataException(
          "a fraction of "
              + fraction
              + " of "
              + n
              + " samples leaves one part empty. Use more samples or another fraction.");
    }
    return first;
  }

  /// Two arrays of positions, each in random order; every class is divided in the same proportion.
  static List<int[]> stratified(int[] labels, int classes, double fraction, long seed) {
    int total = first(labels.length, fraction);
    int[] order = new Philox(seed, 0).permutation(labels.length);
    var seen = new int[classes];
    int[] quota = quotas(labels, classes, fraction);
    var train = new int[total];
    var test = new int[labels.length - total];
    int trainSize = 0;
    int testSize = 0;
    for (int position : order) {
      int label = labels[position];
      if (seen[label]++ < quota[label]) {
        train[trainSize++] = position;
      } else {
        test[testSize++] = position;
      }
    }
    return List.of(train, test);
  }

  /// Samples of each class in the first part. Rounding the running total keeps the sum exact and
  /// each class within one sample of its share.
  private static int[] quotas(int[] labels, int classes, double fraction) {
    var counts = new int[classes];
    Arrays.stream(labels).forEach(label -> counts[label]++);
    var quota = new int[classes];
    int before = 0;
    int given = 0;
    for (int c = 0; c < classes; c++) {
      before += counts[c];
      int until = (int) Math.round(fraction * before);
      quota[c] = until - given;
      given = until;
    }
    return quota;
  }
}
