package dev.gradus.engine.train;

import dev.gradus.engine.Shape;

/// A number that says how good a model is, gathered over batches.
public interface Metric {
  /// A short name, as `top-5 accuracy`.
  String name();

  /// Whether a larger value is better.
  boolean higherIsBetter();

  /// Starts to count.
  Tally tally();

  /// A count that is going on.
  interface Tally {
    /// Adds a batch.
    ///
    /// @param outputs what the model said, row-major, of shape `output`
    /// @param output [batch, ...]
    /// @param targets what is right, row-major: class indices or numbers
    /// @param target [batch, ...]
    void add(float[] outputs, Shape output, float[] targets, Shape target);

    /// The value over everything that was added; NaN for nothing.
    double value();

    /// What was counted so far as numbers, so that an interrupted epoch can be resumed; empty if
    /// this count cannot say: a resumed epoch then has no value for this metric. Any length, in an
    /// order of its own.
    default double[] save() {
      return new double[0];
    }

    /// Goes on from what [#save()] gave. It has the same length and order.
    default void restore(double[] counted) {}
  }
}
