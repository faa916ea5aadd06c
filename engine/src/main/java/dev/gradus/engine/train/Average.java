package dev.gradus.engine.train;

/// How one number is made from the numbers of all classes.
public enum Average {
  /// The mean over the classes that occur, as labels or as predictions: small classes count as much
  /// as large ones.
  MACRO,
  /// From the counts of all classes together; for one label a sample precision, recall and F1 are
  /// then the accuracy.
  MICRO,
  /// The mean over classes, each as often as it occurs among the labels.
  WEIGHTED
}
