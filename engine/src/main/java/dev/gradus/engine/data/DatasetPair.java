package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.internal.Given;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Data to train with and data to test with; a model never learns from the second.
///
/// @param train samples a model learns from
/// @param test samples it is measured on, of the same shape and classes
public record DatasetPair(Dataset train, Dataset test) {

  /// Checks that both parts fit the same model.
  ///
  /// @throws DataException if the shapes or the number of classes differ
  public DatasetPair {
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(test, "test");
    if (!train.inputShape().equals(test.inputShape())) {
      throw new DataException(
          "training samples are "
              + train.inputShape()
              + " but test samples are "
              + test.inputShape()
              + ". Bring both to the same shape, for instance with pad or reshape.");
    }
    if (train.classes() != test.classes() || !train.targetShape().equals(test.targetShape())) {
      throw new DataException(
          "the training data has "
              + train.classes()
              + " classes and targets of shape "
              + train.targetShape()
              + ", the test data "
              + test.classes()
              + " and "
              + test.targetShape()
              + ". Both parts need the same.");
    }
  }

  /// The same change made to both parts: `mnist.map(d -> d.pad(2))`.
  public DatasetPair map(UnaryOperator<Dataset> change) {
    Given.one("the change", change);
    return new DatasetPair(change.apply(train), change.apply(test));
  }

  /// Both parts with a border around every image; see [Dataset#pad(int)].
  public DatasetPair pad(int border) {
    return map(d -> d.pad(border));
  }

  /// The first `trainSamples` and `testSamples` of the parts.
  public DatasetPair take(int trainSamples, int testSamples) {
    return new DatasetPair(train.take(trainSamples), test.take(testSamples));
  }

  /// Both parts with mean 0 and standard deviation 1, measured on the training part alone, so that
  /// nothing of the test data leaks into training.
  public DatasetPair normalize() {
    double mean = train.mean();
    double std = train.std();
    return map(d -> d.normalize(mean, std));
  }

  /// As `train: ..., test: ...`.
  @Override
  public String toString() {
    return "train: " + train + "; test: " + test;
  }
}
