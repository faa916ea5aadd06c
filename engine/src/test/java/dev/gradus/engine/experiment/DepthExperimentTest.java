package dev.gradus.engine.experiment;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Gradients in deep nets and what helps: activation, initialisation, batch normalisation, ways
/// around.
class DepthExperimentTest {
  private static final int DEPTH = 10;
  private static final int WIDTH = 32;

  private static Model deep(LayerSpec... block) {
    var model = Model.input(1, 28, 28).then(flatten()).then(dense(WIDTH));
    for (int i = 0; i < DEPTH; i++) {
      for (var spec : block) {
        model = model.then(spec);
      }
    }
    return model.then(dense(10)).seed(1);
  }

  /// The norms of the gradients of the square matrices, from the input on, in training mode (batch
  /// normalisation uses the statistics of the batch).
  private static double[] norms(Model model, Dataset data) {
    int n = 128;
    var inputs = new Tensor[n];
    Arrays.setAll(inputs, i -> Tensor.of(data.inputShape().prepend(1), data.input(i)));
    var labels = new float[n];
    for (int i = 0; i < n; i++) {
      labels[i] = data.label(i);
    }
    model.device().backend().fill(model.parameters().gradients(), 0);
    Context.seeded(1)
        .training(true)
        .run(() -> {
          var scores = model.forward(Tensor.concat(0, inputs));
          Losses.crossEntropy().of(scores, Tensor.of(labels)).backward();
        });
    return model.parameters().list().stream()
        .filter(w -> w.shape().rank() == 2 && w.shape().size() == WIDTH * WIDTH)
        .mapToDouble(w -> {
          var gradient = java.util.Objects.requireNonNull(w.gradSlice());
          return Math.sqrt(model.device().backend().sumOfSquares(gradient));
        })
        .toArray();
  }

  /// By how many powers of ten the norm grows for every layer nearer to the loss.
  private static double slope(double[] norms) {
    int last = norms.length - 1;
    return (Math.log10(norms[last]) - Math.log10(norms[0])) / last;
  }

  @Test
  @Covers("C24")
  void theSlopeOfTheNormsChangesWithInitialisationAndBatchNorm() {
    var data = Datasets.digits(200, 100, 1).train();
    var small = norms(deep(dense(WIDTH).initializer(Initializer.normal(0.05)), sigmoid()), data);
    var glorot = norms(deep(dense(WIDTH).initializer(Initializer.glorot()), sigmoid()), data);
    var large = norms(deep(dense(WIDTH).initializer(Initializer.normal(0.7)), sigmoid()), data);
    var normed = norms(deep(dense(WIDTH), batchNorm(), sigmoid()), data);
    Measured.print(
        "powers of ten a layer: std .05 %.2f, Glorot %.2f, std .7 %.2f, batch norm %.2f",
        slope(small), slope(glorot), slope(large), slope(normed));
    assertTrue(slope(small) > slope(glorot) && slope(glorot) > slope(large));
    assertTrue(slope(glorot) > 0.3, "about k^(L - l) with k far below 1");
    assertTrue(Math.abs(slope(normed)) < slope(glorot) / 2, "with batch norm k is nearer to 1");
  }

  /// How far the logarithms of the norms are from the straight line through the first and the last.
  private static double bend(double[] norms) {
    double slope = slope(norms);
    double worst = 0;
    for (int i = 0; i < norms.length; i++) {
      double line = Math.log10(norms[0]) + slope * i;
      worst = Math.max(worst, Math.abs(Math.log10(norms[i]) - line));
    }
    return worst;
  }

  /// Ten layers of sigmoids: the norm falls by about the same factor at every layer, about k^(L -
  /// l), with every seed; with batch normalisation it hardly falls.
  @Test
  @Covers("C24")
  void theNormsFallByTheSameFactorAtEveryLayerWithEverySeed() {
    var data = Datasets.digits(200, 100, 1).train();
    for (int seed = 1; seed <= 3; seed++) {
      var plain =
          norms(deep(dense(WIDTH).initializer(Initializer.glorot()), sigmoid()).seed(seed), data);
      var small =
          norms(
              deep(dense(WIDTH).initializer(Initializer.normal(0.05)), sigmoid()).seed(seed), data);
      var normed = norms(deep(dense(WIDTH), batchNorm(), sigmoid()).seed(seed), data);
      Measured.print(
          "seed %d: powers of ten a layer %.2f (bend %.2f), std .05 %.2f, batch norm %.2f",
          seed, slope(plain), bend(plain), slope(small), slope(normed));
      assertTrue(DEPTH * slope(plain) > 3, "over ten layers a thousandth is left");
      assertTrue(bend(plain) < 0.15 * DEPTH * slope(plain), Arrays.toString(plain));
      assertTrue(slope(small) > slope(plain) && slope(plain) > 2 * Math.abs(slope(normed)));
    }
  }

  private record Arm(String name, Model model) {}

  @Test
  @Covers("C25")
  void rectifiersBatchNormAndWaysAroundKeepTheGradient() {
    var digits = Datasets.digits(600, 300, 1);
    var he = dense(WIDTH).initializer(Initializer.he());
    var arms =
        List.of(
            new Arm("sigmoid", deep(dense(WIDTH), sigmoid())),
            new Arm("ReLU", deep(he, relu())),
            new Arm("ReLU, batch norm", deep(he, batchNorm(), relu())),
            new Arm("ReLU, batch norm, residual", deep(residual(he, batchNorm(), relu()))));
    var first = new double[arms.size()];
    var accuracy = new double[arms.size()];
    for (int i = 0; i < arms.size(); i++) {
      var model = arms.get(i).model();
      first[i] = norms(model, digits.train())[0];
      model.train(digits.train()).optimizer(sgd(0.01, 0.9)).batchSize(32).epochs(20).run();
      accuracy[i] = model.evaluate(digits.test()).accuracy();
      Measured.print(
          "%d hidden layers, %-26s first gradient %.1e, accuracy %.3f",
          DEPTH, arms.get(i).name(), first[i], accuracy[i]);
    }
    for (int i = 1; i < arms.size(); i++) {
      assertTrue(first[i] > 1e3 * first[0], arms.get(i).name());
      assertTrue(accuracy[i] > accuracy[0] + 0.3, arms.get(i).name());
    }
    assertTrue(accuracy[0] < 0.2, "the deep sigmoid net stays at chance");
  }

  /// Accuracy on the training data, 0.1 being chance; a run that leaves the finite numbers counts
  /// as chance.
  private static double cell(Dataset data, boolean normed, double std, double rate) {
    var model = Model.input(1, 28, 28).flatten();
    for (int i = 0; i < 4; i++) {
      model = model.then(dense(WIDTH).initializer(Initializer.normal(std)));
      model = normed ? model.batchNorm().relu() : model.relu();
    }
    model = model.then(dense(10).initializer(Initializer.normal(0.1))).seed(1);
    try {
      model.train(data).optimizer(sgd(rate)).batchSize(32).epochs(6).run();
    } catch (NumericException e) {
      return 0.1;
    }
    return model.evaluate(data).accuracy();
  }

  @Test
  @Covers("C26")
  void batchNormTrainsWhereThePlainNetStaysAtChance() {
    var data = Datasets.digits(400, 100, 1).train();
    int rescued = 0;
    int lost = 0;
    for (double std : new double[] {0.01, 0.1, 1}) {
      for (double rate : new double[] {0.01, 0.1, 1}) {
        double plain = cell(data, false, std, rate);
        double normed = cell(data, true, std, rate);
        Measured.print(
            "std %.2f, rate %.2f: plain %.3f, batch norm %.3f", std, rate, plain, normed);
        rescued += plain < 0.2 && normed > 0.5 ? 1 : 0;
        lost += plain > 0.5 && normed < 0.2 ? 1 : 0;
      }
    }
    assertTrue(rescued >= 3, "cells rescued: " + rescued);
    assertTrue(lost == 0, "cells lost: " + lost);
  }

  /// How far the means of a hidden layer's inputs to the sigmoid move per epoch, in units of their
  /// standard deviation. That this drift is why batch normalisation helps is disputed (Santurkar et
  /// al., NeurIPS 2018): the drift is measured, not the reason.
  private static double[] drift(boolean normed, Dataset data) {
    var model = Model.input(1, 28, 28).flatten();
    for (int i = 0; i < 3; i++) {
      model = model.dense(WIDTH);
      model = normed ? model.batchNorm().sigmoid() : model.sigmoid();
    }
    model = model.dense(10).seed(1);
    var upTo = normed ? "batchNorm_3" : "dense_3";
    var inputs = new Tensor[200];
    Arrays.setAll(inputs, i -> Tensor.of(data.inputShape().prepend(1), data.input(i)));
    var batch = Tensor.concat(0, inputs);
    var drift = new double[6];
    var before = new float[WIDTH];
    for (int epoch = 0; epoch <= drift.length; epoch++) {
      var trained = model;
      var values =
          Context.seeded(1).training(true).call(() -> trained.forward(batch, upTo).detach());
      var means = values.mean(0).toArray();
      double std = values.std(0).mean().item();
      for (int k = 0; k < WIDTH && epoch > 0; k++) {
        drift[epoch - 1] += Math.abs(means[k] - before[k]) / WIDTH / std;
      }
      before = means;
      model.train(data).optimizer(sgd(0.5)).batchSize(32).epochs(1).run();
    }
    return drift;
  }

  @Test
  @Covers("C42")
  void meansDriftLessWithBatchNorm() {
    var data = Datasets.digits(600, 100, 1).train();
    var plain = drift(false, data);
    var normed = drift(true, data);
    Measured.print("drift of means per epoch, plain      %s", Arrays.toString(plain));
    Measured.print("drift of means per epoch, batch norm %s", Arrays.toString(normed));
    assertTrue(Arrays.stream(normed).sum() < Arrays.stream(plain).sum() / 2);
  }
}
