package dev.gradus.engine.data;

import dev.gradus.engine.DataException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Brings inputs to mean 0 and standard deviation 1: (x - mean) / std, with numbers measured once,
/// on the training data, and then used for every input, also when predicting:
///
/// ```java
/// var standardizer = Standardizer.fit(pair.train());
/// var ready = pair.map(standardizer::apply);
/// ```
///
/// One mean and deviation for each feature, for each channel, or for all numbers together. Where
/// the deviation is 0, as for a pixel that is always black, the mean is subtracted and nothing
/// divided.
///
/// Errors: DataException for no means, another number of deviations than of means, numbers that are
/// not finite, a deviation below 0, or data with another number of features; ShapeException for
/// channels of samples that are not [channels, height, width].
///
/// @param mean of each group of numbers: all features, all channels, or one
/// @param std of the same
public record Standardizer(List<Double> mean, List<Double> std) {

  /// Checks the numbers.
  public Standardizer {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.isEmpty() || mean.size() != std.size()) {
      throw new DataException(
          "there are "
              + mean.size()
              + " means and "
              + std.size()
              + " deviations. Give as many of both, at least one.");
    }
    for (int i = 0; i < mean.size(); i++) {
      if (!Double.isFinite(mean.get(i)) || !(std.get(i) >= 0 && std.get(i) < 1e300)) {
        throw new DataException(
            "mean " + mean.get(i) + " and deviation " + std.get(i) + " must be finite numbers.");
      }
    }
  }

  /// Measures every feature (every pixel) by itself.
  public static Standardizer fit(Dataset train) {
    Given.one("the training data", train);
    return fit(train, train.inputShape().size());
  }

  /// Measures each channel of images.
  public static Standardizer perChannel(Dataset train) {
    Given.one("the training data", train);
    return fit(train, Planes.of(train.inputShape(), "perChannel").channels());
  }

  /// Measures all numbers together.
  public static Standardizer global(Dataset train) {
    Given.one("the training data", train);
    return fit(train, 1);
  }

  private static Standardizer fit(Dataset train, int groups) {
    int block = train.inputShape().size() / groups;
    var mean = new double[groups];
    var square = new double[groups];
    double n = (double) train.size() * block;
    for (int i = 0; i < train.size(); i++) {
      var x = train.input(i);
      for (int k = 0; k < x.length; k++) {
        mean[k / block] += x[k] / n;
      }
    }
    for (int i = 0; i < train.size(); i++) {
      var x = train.input(i);
      for (int k = 0; k < x.length; k++) {
        double d = x[k] - mean[k / block];
        square[k / block] += d * d / n;
      }
    }
    var means = new ArrayList<Double>(Collections.nCopies(groups, 0.0));
    var deviations = new ArrayList<Double>(Collections.nCopies(groups, 0.0));
    for (int g = 0; g < groups; g++) {
      means.set(g, mean[g]);
      deviations.set(g, Math.sqrt(square[g]));
    }
    return new Standardizer(means, deviations);
  }

  /// The data with standardized inputs; a view.
  ///
  /// @throws DataException if a sample has another number of features than was measured
  public Dataset apply(Dataset data) {
    Given.one("the data", data);
    check(data.inputShape());
    return data.standardized(this);
  }

  /// One sample in row-major order, changed in place, such as raw pixels to predict.
  public void apply(float[] sample) {
    Given.one("the sample", sample);
    check(Shape.of(sample.length));
    apply(sample, 0, 0, sample.length, sample.length / mean.size());
  }

  private void check(Shape sample) {
    if (sample.size() % mean.size() != 0) {
      throw new DataException(
          "the standardizer was fitted to "
              + mean.size()
              + " features, but a sample of "
              + sample
              + " has "
              + sample.size()
              + ". Use data of the shape it was fitted to.");
    }
  }

  /// @param first number of the feature at `x[at]`
  private void apply(float[] x, int at, int first, int count, int block) {
    for (int i = 0; i < count; i++) {
      int group = (first + i) / block;
      double s = std.get(group);
      x[at + i] = (float) ((x[at + i] - mean.get(group)) / (s > 0 ? s : 1));
    }
  }

  /// Samples that are standardized when they are read.
  record View(Samples base, Standardizer by) implements Samples {
    @Override
    public int count() {
      return base.count();
    }

    @Override
    public int width() {
      return base.width();
    }

    @Override
    public Samples atEpoch(int epoch) {
      return new View(base.atEpoch(epoch), by);
    }

    @Override
    public void read(int sample, int start, int length, float[] to, int at) {
      base.read(sample, start, length, to, at);
      by.apply(to, at, start, length, base.width() / by.mean.size());
    }
  }
}
