package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.Accuracy;
import dev.gradus.engine.train.BinaryAccuracy;
import dev.gradus.engine.train.BitsPerCharacter;
import dev.gradus.engine.train.F1;
import dev.gradus.engine.train.MeanAbsoluteError;
import dev.gradus.engine.train.Metric;
import dev.gradus.engine.train.Perplexity;
import dev.gradus.engine.train.Precision;
import dev.gradus.engine.train.Recall;
import dev.gradus.engine.train.Rmse;
import dev.gradus.engine.train.TopK;
import java.util.List;
import java.util.Locale;

/// The metrics by their short names, for static import.
public final class Metrics {
  private Metrics() {}

  /// The share of right classes; see [Accuracy].
  public static Accuracy accuracy() {
    return new Accuracy();
  }

  /// The share of rows whose class is among the `k` best; see [TopK].
  public static TopK topK(int k) {
    return new TopK(k);
  }

  /// The share of right yes-or-no answers, from scores; see [BinaryAccuracy].
  public static BinaryAccuracy binaryAccuracy() {
    return new BinaryAccuracy();
  }

  /// The root of the mean squared error; see [Rmse].
  public static Rmse rmse() {
    return new Rmse();
  }

  /// The mean absolute error; see [MeanAbsoluteError].
  public static MeanAbsoluteError meanAbsoluteError() {
    return new MeanAbsoluteError();
  }

  /// Precision, the mean over classes; see [Precision].
  public static Precision precision() {
    return new Precision();
  }

  /// Recall, the mean over classes; see [Recall].
  public static Recall recall() {
    return new Recall();
  }

  /// F1, the mean over classes; see [F1].
  public static F1 f1() {
    return new F1();
  }

  /// How many tokens the model is unsure among; see [Perplexity].
  public static Perplexity perplexity() {
    return new Perplexity();
  }

  /// Bits that a character costs; see [BitsPerCharacter].
  public static BitsPerCharacter bitsPerCharacter() {
    return new BitsPerCharacter();
  }

  /// The names that [#named] knows; `top_` takes any number.
  public static List<String> names() {
    return List.of(
        "accuracy",
        "top_5",
        "binary_accuracy",
        "rmse",
        "mean_absolute_error",
        "precision",
        "recall",
        "f1",
        "perplexity",
        "bits_per_character");
  }

  /// A metric by its name; upper case, blanks and hyphens do not matter.
  ///
  /// @throws GradusException if there is none of this name; the message lists all
  public static Metric named(String name) {
    var plain =
        Given.one("the name of the metric", name)
            .strip()
            .toLowerCase(Locale.ROOT)
            .replace('-', '_')
            .replace(' ', '_');
    if (plain.matches("top_\\d{1,6}(_accuracy)?")) {
      return topK(Integer.parseInt(plain.replaceAll("\\D", "")));
    }
    return switch (plain) {
      case "accuracy" -> accuracy();
      case "binary_accuracy" -> binaryAccuracy();
      case "rmse" -> rmse();
      case "mean_absolute_error", "mae" -> meanAbsoluteError();
      case "precision", "macro_precision" -> precision();
      case "recall", "macro_recall" -> recall();
      case "f1", "macro_f1" -> f1();
      case "perplexity" -> perplexity();
      case "bits_per_character", "bpc" -> bitsPerCharacter();
      default ->
          throw new GradusException(
              "there is no metric named \""
                  + name
                  + "\". Known: "
                  + String.join(", ", names())
                  + ".");
    };
  }
}
