package dev.gradus.engine.train;

import java.util.Locale;

/// Of those taken for a class, the share that is; see [ConfusionMatrix]. Scores [..., classes] and
/// labels [...], -1 where a row does not count; or one score a sample, which says class 1 if above
/// 0.
///
/// value of a class = right / all taken for it.
///
/// Errors: ShapeException for labels that are not one for each row of scores; DataException, when
/// the value is read, for a label that is no class. The value over no row is NaN.
///
/// Source: van Rijsbergen, "Information Retrieval", 1979, chapter 7; scikit-learn's
/// `precision_score`.
///
/// @param average how the numbers of classes become one; MACRO by default
public record Precision(Average average) implements Metric {

  /// The mean over classes.
  public Precision() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return average.name().toLowerCase(Locale.ROOT) + " precision";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Confusions(name(), -1, matrix -> matrix.precision(average));
  }
}
