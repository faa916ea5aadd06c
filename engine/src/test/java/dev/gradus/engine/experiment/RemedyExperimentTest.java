package dev.gradus.engine.experiment;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Rings;
import org.junit.jupiter.api.Test;

/// Over-fitting, under-fitting and poor minima, each with something that helps.
class RemedyExperimentTest {

  /// Training loss, test loss, training accuracy.
  private record Fit(double train, double test, double accuracy) {
    double gap() {
      return test - train;
    }
  }

  private static Fit fit(Model model, Dataset train, Dataset test, double penalty, int epochs) {
    var trainer = model.train(train).optimizer(adam(2e-3)).batchSize(20).epochs(epochs);
    if (penalty > 0) {
      trainer.regularizer(l2(penalty));
    }
    trainer.run();
    var seen = model.evaluate(train);
    return new Fit(seen.loss(), model.evaluate(test).loss(), seen.accuracy());
  }

  private static Model net(double dropout) {
    return Model.input(1, 28, 28).flatten().dense(100).relu().dropout(dropout).dense(10).seed(1);
  }

  @Test
  @Covers("C33")
  void theGapOfAnOverFittedNetShrinks() {
    var digits = Datasets.digits(2000, 500, 1);
    var few = digits.train().take(200);
    var plain = fit(net(0), few, digits.test(), 0, 40);
    var penalty = fit(net(0), few, digits.test(), 3e-3, 40);
    var dropout = fit(net(0.5), few, digits.test(), 0, 40);
    var early = fit(net(0), few, digits.test(), 0, 6);
    var more = fit(net(0), digits.train(), digits.test(), 0, 4);
    Measured.print(
        "gap of the losses: plain %.3f, L2 %.3f, dropout %.3f, stopped early %.3f, more data %.3f",
        plain.gap(), penalty.gap(), dropout.gap(), early.gap(), more.gap());
    assertEquals(1, plain.accuracy(), "the few samples are learned by heart");
    for (var remedy : new Fit[] {penalty, dropout, early, more}) {
      assertTrue(remedy.gap() < plain.gap());
    }
  }

  @Test
  @Covers("C33")
  void anUnderFittedNetNeedsUnitsOrEpochs() {
    var data = Rings.points(500, 1);
    var straight = fit(Model.input(2).dense(2).seed(1), data, data, 0, 40);
    var hurried = fit(Model.input(2).dense(24).relu().dense(2).seed(1), data, data, 0, 1);
    var able = fit(Model.input(2).dense(24).relu().dense(2).seed(1), data, data, 0, 40);
    Measured.print(
        "training accuracy: no hidden layer %.3f, one epoch %.3f, hidden layer and 40 epochs %.3f",
        straight.accuracy(), hurried.accuracy(), able.accuracy());
    assertTrue(able.accuracy() > straight.accuracy() + 0.2);
    assertTrue(able.accuracy() > hurried.accuracy() + 0.1);
  }

  /// w^4/4 - w^2/2 + w/5: a poor minimum near .9, a deep one near -1.1.
  private static Tensor valley(Tensor w) {
    return w.pow(4).mul(0.25).sub(w.square().mul(0.5)).add(w.mul(0.2));
  }

  /// Where gradient descent from 1.6 ends.
  private static double end(double rate, double momentum, double noise, long seed) {
    var random = new Philox(seed, 0);
    double w = 1.6;
    double velocity = 0;
    for (int step = 0; step < 400; step++) {
      var at = Tensor.of((float) w).requiresGrad();
      valley(at).sum().backward();
      // the noise of small batches, which fades as rates are lowered in the end
      double g = at.grad().get(0) + (step < 300 ? noise * random.nextGaussian() : 0);
      velocity = momentum * velocity - rate * g;
      w += velocity;
    }
    return w;
  }

  /// In one dimension. In many, saddle points are more of a trouble than poor minima, and a higher
  /// rate may as well leave the better minimum: this shows that it can help, not that it does.
  @Test
  @Covers("C34")
  void momentumHighRatesAndNoiseMayLeaveAPoorMinimum() {
    double small = end(0.02, 0, 0, 1);
    double high = end(0.55, 0, 0, 1);
    double rolling = end(0.02, 0.9, 0, 1);
    int escaped = 0;
    for (int seed = 1; seed <= 20; seed++) {
      escaped += end(0.05, 0, 4, seed) < 0 ? 1 : 0;
    }
    Measured.print(
        "from 1.6: small rate %.3f, high rate %.3f, momentum %.3f; noise: %d of 20 left",
        small, high, rolling, escaped);
    assertEquals(0.879, small, 0.01);
    assertEquals(-1.088, high, 0.01);
    assertEquals(-1.088, rolling, 0.01);
    assertTrue(escaped >= 11, "more often than not");
  }
}
