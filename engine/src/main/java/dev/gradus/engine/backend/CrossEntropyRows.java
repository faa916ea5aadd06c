package dev.gradus.engine.backend;

/// What a cross-entropy over rows of scores is made of.
///
/// @param rows rows of scores, one label each
/// @param classes scores in a row
/// @param ignored the label of rows that do not count; [#NONE] if all count
/// @param smoothing share of the target that is spread evenly over all classes, 0 for none
public record CrossEntropyRows(int rows, int classes, int ignored, double smoothing) {
  /// No label is ignored.
  public static final int NONE = Integer.MIN_VALUE;

  /// All rows count, no smoothing.
  public static CrossEntropyRows of(int rows, int classes) {
    return new CrossEntropyRows(rows, classes, NONE, 0);
  }

  /// Whether a row with this label counts.
  public boolean counts(double label) {
    return label != ignored;
  }

  /// Whether the label is the index of a class.
  public boolean knows(double label) {
    return label >= 0 && label < classes && label == Math.rint(label);
  }
}
