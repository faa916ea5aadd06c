package dev.gradus.engine.experiment;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.leakyRelu;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Schedules;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.diagnose.ActivationStatistics;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Rings;
import org.junit.jupiter.api.Test;

/// What single neurons do: die, zig-zag, add up to any curve.
class UnitsExperimentTest {

  private static double dead(LayerSpec activation, double rate) {
    var data = Rings.points(400, 1);
    var model = Model.sequential(Shape.of(2), dense(64), activation, dense(2)).seed(1);
    model.train(data).optimizer(sgd(rate)).batchSize(20).epochs(10).run();
    return ActivationStatistics.of(model, data, 400).get(1).dead();
  }

  @Test
  @Covers("B27")
  void aHighRateKillsRectifiersButNotLeakyOnes() {
    double gentle = dead(relu(), 0.05);
    double high = dead(relu(), 3);
    double leaky = dead(leakyRelu(), 3);
    Measured.print("dead units: rate .05 %.3f, rate 3 %.3f, leaky %.3f", gentle, high, leaky);
    assertTrue(high > gentle + 0.1);
    assertEquals(0, leaky);
  }

  /// One neuron, two inputs, least squares. The best weights are (1, -1), so that they must go
  /// opposite ways.
  private record Walk(boolean sameSigns, double length, double distance) {
    static Walk of(double offset) {
      var x = Context.seeded(2).call(() -> Tensor.rand(40, 2).add(offset));
      var goal = Tensor.of(Shape.of(2, 1), 1, -1);
      var w = Tensor.zeros(2, 1);
      double length = 0;
      boolean same = true;
      for (int step = 0; step < 200; step++) {
        var one = x.narrow(0, step % 40, step % 40 + 1);
        var at = w.detach().requiresGrad();
        one.matmul(at).meanSquaredError(one.matmul(goal)).backward();
        var g = at.grad();
        same &= g.get(0, 0) * g.get(1, 0) >= 0;
        var next = w.sub(g.mul(0.3));
        length += next.sub(w).norm().item();
        w = next;
      }
      return new Walk(same, length, w.norm().item());
    }
  }

  @Test
  @Covers("B28")
  void positiveInputsMakeAZigZagPath() {
    var positive = Walk.of(0);
    var centred = Walk.of(-0.5);
    Measured.print(
        "path over distance: positive inputs %.2f, centred inputs %.2f",
        positive.length() / positive.distance(), centred.length() / centred.distance());
    assertTrue(positive.sameSigns(), "for every sample both weights grow or both shrink");
    assertTrue(!centred.sameSigns());
    assertTrue(
        positive.length() / positive.distance() > 1.2 * centred.length() / centred.distance());
  }

  private static double error(int neurons) {
    int n = 200;
    var x = new float[n];
    var y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = -1 + 2f * i / (n - 1);
      y[i] = (float) (Math.sin(3 * Math.PI * x[i]) * Math.exp(-x[i] / 2));
    }
    var data = Dataset.regression(Shape.of(1), x, Shape.of(1), y);
    var steep = dense(neurons).initializer(Initializer.normal(4));
    var model = Model.input(1).then(steep).tanh().dense(1).seed(1);
    // the steps of the neurons begin spread over the curve; with biases of 0 all are in the middle
    var places = new float[neurons];
    var random = new Philox(1, 0);
    for (int i = 0; i < neurons; i++) {
      places[i] = 8 * random.nextFloat() - 4;
    }
    model.layer("dense_1").parameter("bias").set(places);
    var trainer = model.train(data).loss(Losses.meanSquared()).optimizer(adam(1e-2));
    trainer.schedule(Schedules.cosine(400)).batchSize(50).epochs(400).run();
    return Math.sqrt(model.evaluate(data).loss());
  }

  @Test
  @Covers("C38")
  void moreNeuronsFitACurveBetter() {
    double two = error(2);
    double ten = error(10);
    double hundred = error(100);
    Measured.print("error with 2, 10, 100 neurons: %.4f, %.4f, %.4f", two, ten, hundred);
    assertTrue(ten < two / 2);
    assertTrue(hundred < ten);
  }
}
