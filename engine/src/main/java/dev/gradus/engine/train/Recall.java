package dev.gradus.engine.train;

import java.util.Locale;

/// Of those that are of a class, the share that was found; see [ConfusionMatrix]. Scores [...,
/// classes] and labels [...], -1 where a row does not count; or one score a sample, which says
/// class 1 if above 0.
///
/// @param average how the numbers of classes become one
public record Recall(Average average) implements Metric {

  /// The mean over classes.
  public Recall() {
    this(Average.MACRO);
  }

  @Override
  public String name() {
    return average.name().toLowerCase(Locale.ROOT) + " recall";
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Confusions(name(), -1, matrix -> matrix.recall(average));
  }
}
