package dev.gradus.engine.experiment;

import com.google.errorprone.annotations.FormatMethod;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.data.Datasets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Assumptions;

/// Values measured for several seeds.
record Measured(double... values) {
  /// Once for each of the seeds 1, 2, ...
  static Measured of(int seeds, LongToDoubleFunction once) {
    var values = new double[seeds];
    Arrays.setAll(values, i -> once.applyAsDouble(i + 1));
    return new Measured(values);
  }

  double mean() {
    return Arrays.stream(values).average().orElseThrow();
  }

  double low() {
    return Arrays.stream(values).min().orElseThrow();
  }

  double high() {
    return Arrays.stream(values).max().orElseThrow();
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", mean(), low(), high());
  }

  /// Prints a line of a table.
  @FormatMethod
  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /// MNIST from the folder GRADUS_DATA; skips the test if it is not set.
  static DatasetPair mnist(int train, int test) {
    var folder = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(folder != null && !folder.isBlank(), "GRADUS_DATA is not set");
    return Datasets.mnist().take(train, test);
  }

  /// The samples sorted by class.
  static Dataset sorted(Dataset data) {
    var result = data.filter(label -> label == 0);
    for (int c = 1; c < data.classes(); c++) {
      int wanted = c;
      result = result.concat(data.filter(label -> label == wanted));
    }
    return result;
  }
}
