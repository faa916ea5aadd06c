package dev.gradus.engine.experiment;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.train.Rings;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// How data are divided, ordered and cut into batches.
class DataExperimentTest {

  private static Set<Integer> numbers(Dataset data) {
    var numbers = new HashSet<Integer>();
    for (int i = 0; i < data.size(); i++) {
      numbers.add((int) data.input(i)[0]);
    }
    return numbers;
  }

  @Test
  @Covers("C29")
  void trainingValidationAndTestShareNothing() {
    int n = 1000;
    var values = new float[n];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      values[i] = i;
      labels[i] = i % 10 == 0 ? 1 : 0;
    }
    var all = Dataset.of(Shape.of(1), values, labels, 2);
    for (boolean stratified : new boolean[] {false, true}) {
      var outer = stratified ? all.splitStratified(0.8, 1) : all.split(0.8, 1);
      var inner =
          stratified ? outer.train().splitStratified(0.75, 2) : outer.train().split(0.75, 2);
      var parts = new Dataset[] {inner.train(), inner.test(), outer.test()};
      int[] sizes = {600, 200, 200};
      var union = new TreeSet<Integer>();
      for (int i = 0; i < 3; i++) {
        assertEquals(sizes[i], parts[i].size());
        union.addAll(numbers(parts[i]));
        if (stratified) {
          assertEquals(sizes[i] / 10, parts[i].classCounts()[1]);
        }
      }
      assertEquals(n, union.size(), "no sample twice, none lost");
      var again = stratified ? all.splitStratified(0.8, 1) : all.split(0.8, 1);
      assertEquals(numbers(outer.test()), numbers(again.test()));
      var other = stratified ? all.splitStratified(0.8, 9) : all.split(0.8, 9);
      assertTrue(!numbers(outer.test()).equals(numbers(other.test())));
    }
  }

  private static double ordered(boolean shuffle) {
    var digits = Datasets.digits(1000, 400, 1);
    var model = Model.input(1, 28, 28).flatten().dense(50).relu().dense(10).seed(1);
    model
        .train(Measured.sorted(digits.train()))
        .optimizer(sgd(0.1, 0.9))
        .batchSize(20)
        .epochs(5)
        .shuffle(shuffle)
        .run();
    return model.evaluate(digits.test()).accuracy();
  }

  @Test
  @Covers("C31")
  void sortedDataTrainBadlyUnlessShuffled() {
    double sorted = ordered(false);
    double shuffled = ordered(true);
    Measured.print("sorted by class: in this order %.3f, shuffled %.3f", sorted, shuffled);
    assertTrue(sorted < 0.4);
    assertTrue(shuffled > 0.7);
    // tuning on a subset: it is the first of the shuffled samples, all classes are there
    var subset = Datasets.digits(1000, 10, 1).train().shuffle(3).take(100);
    assertEquals(10, Arrays.stream(subset.classCounts()).filter(c -> c > 0).count());
  }

  /// The gradient of a fresh batch, in one row.
  private static float[] gradient(Model model, int batch, long seed) {
    var points = Rings.points(batch, seed);
    var inputs = new float[2 * batch];
    var labels = new float[batch];
    for (int i = 0; i < batch; i++) {
      System.arraycopy(points.input(i), 0, inputs, 2 * i, 2);
      labels[i] = points.label(i);
    }
    model.device().backend().fill(model.parameters().gradients(), 0);
    var x = Tensor.of(Shape.of(batch, 2), inputs);
    Context.seeded(1)
        .run(() -> Losses.crossEntropy().of(model.forward(x), Tensor.of(labels)).backward());
    return model.parameters().gradients().toFloats();
  }

  /// The mean squared distance of the gradients of batches from their mean.
  private static double variance(Model model, int batch) {
    int draws = 60;
    var gradients = new float[draws][];
    for (int k = 0; k < draws; k++) {
      gradients[k] = gradient(model, batch, 1000L * batch + k);
    }
    double sum = 0;
    for (int i = 0; i < gradients[0].length; i++) {
      double mean = 0;
      for (var g : gradients) {
        mean += g[i] / draws;
      }
      for (var g : gradients) {
        sum += (g[i] - mean) * (g[i] - mean) / (draws - 1);
      }
    }
    return sum;
  }

  /// Times are printed, not asserted: they depend on the machine.
  @Test
  @Covers("C32")
  void theGradientsVarianceFallsAsOneOverTheBatch() {
    var data = Rings.points(2048, 1);
    int[] batches = {1, 32, 64, 256, 1024};
    double[] variances =
        Arrays.stream(batches).mapToDouble(b -> variance(Rings.net(), b)).toArray();
    double unit = 0;
    for (int i = 0; i < batches.length; i++) {
      unit += variances[i] * batches[i] / batches.length;
    }
    long memory = 0;
    for (int i = 0; i < batches.length; i++) {
      int batch = batches[i];
      double variance = variances[i];
      var model = Rings.net();
      var history = model.train(data).optimizer(adam(1e-3)).batchSize(batch).epochs(2).run();
      double seconds = history.epochs().getLast().seconds();
      long bytes = model.memory(batch).total();
      Measured.print(
          "batch %4d: variance %.2e, times batch %.3f; %.3f ms a step, %.4f s an epoch, %,d bytes",
          batch,
          variance,
          variance * batch / unit,
          1000 * seconds / history.stepsPerEpoch(),
          seconds,
          bytes);
      assertEquals((2048 + batch - 1) / batch, history.stepsPerEpoch());
      assertEquals(1, variance * batch / unit, 0.3);
      assertTrue(bytes > memory, "more samples, more activations");
      memory = bytes;
    }
  }
}
