package dev.gradus.engine.inspect;

import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.simpleRnn;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.RecurrentLayer;
import dev.gradus.engine.train.MeanSquared;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class GradientThroughTimeTest {
  private static final int STEPS = 50;
  private static final int UNITS = 32;

  /// Columns at right angles and of length rho, by Gram and Schmidt.
  private static Initializer orthogonal(double rho) {
    return (shape, values, random) -> {
      int n = shape.dim(0);
      var q = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
          q[i][k] = random.nextGaussian();
        }
        for (int j = 0; j < i; j++) {
          double dot = dot(q[i], q[j]);
          for (int k = 0; k < n; k++) {
            q[i][k] -= dot * q[j][k];
          }
        }
        double length = Math.sqrt(dot(q[i], q[i]));
        for (int k = 0; k < n; k++) {
          q[i][k] /= length;
          values[i * n + k] = (float) (rho * q[i][k]);
        }
      }
    };
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static List<Double> norms(double rho) {
    return norms(rho, 1);
  }

  private static List<Double> norms(double rho, long seed) {
    var spec = simpleRnn(UNITS).recurrentInitializer(orthogonal(rho));
    var model = Model.input(STEPS, 4).then(spec).seed(seed);
    var x = Context.seeded(seed + 1).call(() -> Tensor.randn(8, STEPS, 4).mul(0.1));
    var layer = (RecurrentLayer) model.layers().getFirst().layer();
    return GradientThroughTime.of(layer, x, y -> y.mean()).hidden();
  }

  @Test
  @Covers("D08")
  void gradientsVanishOrExplodeWithTheRecurrentWeights() {
    for (double rho : new double[] {0.5, 0.9, 1.5}) {
      var norms = norms(rho);
      double ratio = norms.getFirst() / norms.getLast();
      System.out.printf(
          Locale.ROOT, "gradient through %d steps, rho %.1f: %.1e%n", STEPS - 1, rho, ratio);
      assertEquals(STEPS, norms.size());
      if (rho < 1) {
        // tanh' <= 1: at most rho for every step
        assertTrue(ratio <= Math.pow(rho, STEPS - 1) * 1.001, "ratio " + ratio);
      } else {
        assertTrue(ratio > 1, "ratio " + ratio);
      }
    }
    double kept = norms(1).getFirst() / norms(1).getLast();
    assertTrue(kept < 1 && kept > norms(0.9).getFirst() / norms(0.9).getLast(), "ratio " + kept);
  }

  /// 32 units, 50 steps, three seeds: the order by rho holds for every seed, and what vanishes does
  /// so at every stretch of ten steps.
  @Test
  @Covers("D08")
  void theOrderHoldsForEverySeed() {
    for (int seed = 1; seed <= 3; seed++) {
      var ratios = new double[3];
      double[] rhos = {0.9, 1, 1.5};
      for (int k = 0; k < rhos.length; k++) {
        var norms = norms(rhos[k], seed);
        ratios[k] = norms.getFirst() / norms.getLast();
        for (int t = 10; t < STEPS && rhos[k] < 1; t += 10) {
          assertTrue(norms.get(t - 10) < norms.get(t), "steps " + (t - 10) + " to " + t);
        }
      }
      System.out.printf(
          Locale.ROOT,
          "seed %d, through %d steps: rho .9 %.1e, 1 %.1e, 1.5 %.1e%n",
          seed,
          STEPS - 1,
          ratios[0],
          ratios[1],
          ratios[2]);
      assertTrue(ratios[0] < 0.01 && ratios[0] < ratios[1] / 10, "vanishes");
      assertTrue(ratios[1] < 1 && ratios[2] > 1, "explodes above 1 only");
    }
  }

  @Test
  @Covers("D13")
  void theCellPathIsTheProductOfTheForgetGates() {
    double[] means = new double[3];
    double[] biases = {-4, 0, 4};
    for (int k = 0; k < biases.length; k++) {
      var spec = lstm(6).forgetBias(biases[k]).recurrentInitializer(Initializer.zeros());
      var model = Model.input(20, 3).then(spec).seed(4);
      var x = Context.seeded(3).call(() -> Tensor.randn(2, 20, 3));
      var layer = (RecurrentLayer) model.layers().getFirst().layer();
      // without recurrent weights the gates do not see the state: only the cell's path is left
      var h0 = Tensor.zeros(2, 6);
      var c0 = Tensor.zeros(2, 6).requiresGrad();
      var last = layer.statesOf(x, List.of(h0, c0)).narrow(1, 19, 20).narrow(2, 6, 12);
      last.sum().backward();
      var forget = RecurrentTrace.of(model, "lstm_1", x).get("forget");
      var product = Tensor.ones(2, 6);
      for (int t = 0; t < 20; t++) {
        product = product.mul(forget.narrow(1, t, t + 1).reshape(2, 6));
      }
      assertArrayEquals(product.toArray(), c0.grad().toArray(), 1e-6f);
      means[k] = product.mean().item();
    }
    assertTrue(means[0] < 1e-10 && means[1] < 1e-2 && means[2] > 0.3, () -> means[2] + "");
  }

  @Test
  @Covers("D02")
  void equalsTheGradientsOfTheWholeSequence() {
    var loss = new MeanSquared();
    var layers = List.<LayerSpec>of(simpleRnn(3), lstm(3), gru(3), lstm(3).reversed());
    for (var spec : layers) {
      var model = Model.input(5, 2).dense(3).then(spec).dense(2).seed(3);
      var x = Context.seeded(2).call(() -> Tensor.randn(4, 5, 2));
      var y = Context.seeded(3).call(() -> Tensor.randn(4, 2));
      var name = model.layers().get(1).name();
      var through = GradientThroughTime.of(model, name, x, y, loss);
      var stepwise = model.parameters().gradients().toFloats();
      model.device().backend().fill(model.parameters().gradients(), 0);
      loss.of(model.forward(x), y).backward();
      assertArrayEquals(model.parameters().gradients().toFloats(), stepwise, 1e-6f);
      assertEquals(5, through.hidden().size());
      assertEquals(name.startsWith("lstm") ? 5 : 0, through.cell().size());
      int last = name.startsWith("lstm") && spec.describe().contains("reversed") ? 0 : 4;
      int first = 4 - last;
      assertTrue(through.hidden().get(last) > through.hidden().get(first));
    }
  }

  @Test
  void sequencesAndMasks() {
    var model = Model.input(4, 2).masking(0).then(gru(3).returnSequences()).dense(1).seed(3);
    var values = Context.seeded(2).call(() -> Tensor.randn(1, 4, 2)).toArray();
    values[6] = 0;
    values[7] = 0;
    var x = Tensor.of(dev.gradus.engine.Shape.of(1, 4, 2), values);
    var y = Tensor.zeros(1, 4, 1);
    var through = GradientThroughTime.of(model, "gru_1", x, y, new MeanSquared());
    var stepwise = model.parameters().gradients().toFloats();
    model.device().backend().fill(model.parameters().gradients(), 0);
    new MeanSquared().of(model.forward(x), y).backward();
    assertArrayEquals(model.parameters().gradients().toFloats(), stepwise, 1e-6f);
    assertTrue(through.hidden().stream().allMatch(n -> n > 0));
  }

  @Test
  void otherLayersAreRefused() {
    var x = Tensor.zeros(1, 4, 2);
    var model = Model.input(4, 2).then(bidirectional(gru(2))).dense(1);
    for (var name : List.of("dense_1", "bidirectional_1")) {
      assertThrows(
          GradusException.class,
          () -> GradientThroughTime.of(model, name, x, Tensor.zeros(1, 1), new MeanSquared()));
    }
  }
}
