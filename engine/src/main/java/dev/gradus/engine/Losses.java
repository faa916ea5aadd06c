package dev.gradus.engine;

import dev.gradus.engine.internal.Given;
import dev.gradus.engine.train.BinaryCrossEntropy;
import dev.gradus.engine.train.CrossEntropy;
import dev.gradus.engine.train.Hinge;
import dev.gradus.engine.train.Huber;
import dev.gradus.engine.train.Loss;
import dev.gradus.engine.train.MeanAbsolute;
import dev.gradus.engine.train.MeanSquared;
import dev.gradus.engine.train.MulticlassHinge;
import java.util.List;
import java.util.Locale;

/// The losses by their short names, for static import.
public final class Losses {
  private Losses() {}

  /// Softmax cross-entropy against class labels; see [CrossEntropy].
  public static CrossEntropy crossEntropy() {
    return new CrossEntropy();
  }

  /// Softmax cross-entropy at every step of a sequence: scores [batch, steps, classes], labels
  /// [batch, steps], -1 where a step is padding. e to this loss is the perplexity.
  public static CrossEntropy sequenceCrossEntropy() {
    return new CrossEntropy().ignoring(-1);
  }

  /// Cross-entropy of yes-or-no answers; see [BinaryCrossEntropy].
  public static BinaryCrossEntropy binaryCrossEntropy() {
    return new BinaryCrossEntropy();
  }

  /// The mean of the squared differences; see [MeanSquared].
  public static MeanSquared meanSquared() {
    return new MeanSquared();
  }

  /// The mean of the absolute differences; see [MeanAbsolute].
  public static MeanAbsolute meanAbsolute() {
    return new MeanAbsolute();
  }

  /// Huber's loss with delta 1; see [Huber].
  public static Huber huber() {
    return new Huber();
  }

  /// Huber's loss; see [Huber].
  public static Huber huber(double delta) {
    return new Huber(delta);
  }

  /// The hinge for two classes, targets -1 and 1; see [Hinge].
  public static Hinge hinge() {
    return new Hinge();
  }

  /// The hinge for class labels; see [MulticlassHinge].
  public static MulticlassHinge multiclassHinge() {
    return new MulticlassHinge();
  }

  /// The names that [#named] knows.
  public static List<String> names() {
    return List.of(
        "cross_entropy",
        "sequence_cross_entropy",
        "binary_cross_entropy",
        "mean_squared",
        "mean_absolute",
        "huber",
        "hinge",
        "multiclass_hinge");
  }

  /// A loss by its name; upper case, blanks and hyphens do not matter. `mse`, `mae` and `bce` are
  /// understood too.
  ///
  /// @throws GradusException if there is none of this name; the message lists all
  public static Loss named(String name) {
    return switch (Given.one("the name of the loss", name)
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace('-', '_')
        .replace(' ', '_')) {
      case "cross_entropy", "crossentropy" -> crossEntropy();
      case "sequence_cross_entropy" -> sequenceCrossEntropy();
      case "binary_cross_entropy", "binary_crossentropy", "bce" -> binaryCrossEntropy();
      case "mean_squared", "mean_squared_error", "mse" -> meanSquared();
      case "mean_absolute", "mean_absolute_error", "mae" -> meanAbsolute();
      case "huber" -> huber();
      case "hinge" -> hinge();
      case "multiclass_hinge", "multi_class_hinge" -> multiclassHinge();
      default ->
          throw new GradusException(
              "there is no loss named \""
                  + name
                  + "\". Known: "
                  + String.join(", ", names())
                  + ".");
    };
  }
}
