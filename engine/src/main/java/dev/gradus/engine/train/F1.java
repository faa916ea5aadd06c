package dev.gradus.engine.train;

import java.util.Locale;

/// The harmonic mean of precision and recall; see [ConfusionMatrix]. Scores [..., classes] and
/// labels [...], -1 where a row does not count; or one score a sample, which says class 1 if above
/// 0.
///
/// value of a class = 2 precision recall / (precision + recall).
///
/// Errors: ShapeException for labels that are not one for each row of scores; DataException, when
/// the value is read, for a label that is no class. The value over no row is NaN.
///
/// Source: van Rijsbergen, "Information Retrieval", 1979, chapter 7; scikit-learn's `f1_score`.
///
/// @param average how the numbers of classes become one; MACRO by default
public record F1(Average average) implements Metric {

  /// The mean over classes.
  public F1() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return average.name().toLowerCase(Locale.ROOT) + " f1";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Confusions(name(), -1, matrix -> matrix.f1(average));
  }
}
