package dev.gradus.engine.diagnose;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.DatasetPair;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// Cross-validation: the data in k parts of nearly the same size, each once to measure on while the
/// others are trained on.
///
/// ```java
/// var scores = KFold.of(data, 5).run(pair -> {
///   var model = ...;
///   model.train(pair.train()).run();
///   return model.evaluate(pair.test()).accuracy();
/// });
/// scores.mean()
/// ```
///
/// Errors: GradusException for less than 2 folds or more than samples.
///
/// Source: Stone, J. Royal Statistical Society B 36, 1974.
public final class KFold {
  private final Dataset data;
  private final int folds;
  private long seed = 42;
  private boolean stratified;

  private KFold(Dataset data, int folds) {
    this.data = data;
    this.folds = folds;
  }

  /// So many parts, drawn at random.
  public static KFold of(Dataset data, int folds) {
    Given.one("the data", data);
    if (folds < 2 || folds > data.size()) {
      throw new GradusException(
          "cross-validation needs from 2 folds to one for each of the "
              + data.size()
              + " samples, got "
              + folds
              + ". Usual is 5 or 10.");
    }
    return new KFold(data, folds);
  }

  /// The seed of the parts, 42 by default.
  public KFold seed(long number) {
    seed = number;
    return this;
  }

  /// Every class is spread evenly over the parts.
  public KFold stratified() {
    data.labels();
    stratified = true;
    return this;
  }

  /// The parts: to train with, and to measure on.
  public List<DatasetPair> pairs() {
    var order = new Philox(seed, 0).permutation(data.size());
    if (stratified) {
      int[] labels = data.labels();
      order =
          Arrays.stream(order)
              .boxed()
              .sorted(java.util.Comparator.comparingInt(i -> labels[i]))
              .mapToInt(Integer::intValue)
              .toArray();
    }
    var pairs = new ArrayList<DatasetPair>();
    for (int fold = 0; fold < folds; fold++) {
      pairs.add(pair(order, fold));
    }
    return pairs;
  }

  /// Every k-th sample of the order belongs to the fold, so that sorted classes are spread.
  private DatasetPair pair(int[] order, int fold) {
    var held = IntStream.range(0, order.length).filter(i -> i % folds == fold).map(i -> order[i]);
    var rest = IntStream.range(0, order.length).filter(i -> i % folds != fold).map(i -> order[i]);
    var name = data.name() + " fold " + (fold + 1);
    return new DatasetPair(
        data.subset(rest.toArray()).withName(name + " train"),
        data.subset(held.toArray()).withName(name + " test"));
  }

  /// The score of every fold.
  ///
  /// @param values in the order of the folds
  public record Scores(double[] values) {
    /// Their mean.
    public double mean() {
      return Arrays.stream(values).average().orElse(Double.NaN);
    }

    /// Their standard deviation, as an estimate from a sample (divided by k - 1).
    public double std() {
      double mean = mean();
      double sum = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      return Math.sqrt(sum / (values.length - 1));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4f +- %.4f over %d folds", mean(), std(), values.length);
    }
  }

  /// Trains and measures on every fold.
  ///
  /// @param score trains a new model on the first part and measures it on the second
  public Scores run(ToDoubleFunction<DatasetPair> score) {
    Given.one("the score", score);
    return new Scores(pairs().stream().mapToDouble(score).toArray());
  }
}
