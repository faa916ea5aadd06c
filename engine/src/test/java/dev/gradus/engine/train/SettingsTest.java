package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Doubles.Hits;
import dev.gradus.engine.train.Doubles.Shorter;
import dev.gradus.engine.train.Doubles.Squares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every setting of a run against numbers worked out by hand.
class SettingsTest {
  /// One weight, no bias: y = w x.
  private static Model line(double w) {
    var model = Model.sequential(Shape.of(1), dense(1)).seed(1);
    model.layer("dense_1").parameter("weight").set((float) w);
    model.layer("dense_1").parameter("bias").set(0);
    return model;
  }

  /// x = 1 and target 0, so that the gradient is 2 y by weight and by bias.
  private static Dataset one() {
    return Dataset.regression(Shape.of(1), new float[] {1}, Shape.of(1), new float[] {0});
  }

  private static double weight(Model model) {
    return model.layer("dense_1").parameter("weight").item();
  }

  private static double bias(Model model) {
    return model.layer("dense_1").parameter("bias").item();
  }

  @Test
  void theWholeGradientIsMadeShorterAsInPyTorch() {
    var model = line(3);
    var history = model.train(one()).optimizer(sgd(1)).clipNorm(1).epochs(1).run();
    double length = Math.hypot(6, 6);
    assertEquals(length, history.gradientNorms()[0], 1e-5);
    assertEquals(length, history.epochs().getFirst().gradientNorm(), 1e-5);
    assertEquals(3 - 6 / (length + 1e-6), weight(model), 1e-6);
    assertEquals(-6 / (length + 1e-6), bias(model), 1e-6);
    var loose = line(3);
    loose.train(one()).optimizer(sgd(1)).clipNorm(100).epochs(1).run();
    assertEquals(-3, weight(loose), 1e-6, "a short gradient stays as it is");
  }

  @Test
  void numbersOfTheGradientAreCut() {
    for (double sign : new double[] {1, -1}) {
      var model = line(sign * 3);
      model.train(one()).optimizer(sgd(1)).clipValue(0.5).epochs(1).run();
      assertEquals(sign * 2.5, weight(model), 1e-6);
      assertEquals(-sign * 0.5, bias(model), 1e-6);
    }
    var model = line(0.1);
    model.train(one()).optimizer(sgd(1)).clipValue(0.5).epochs(1).run();
    assertEquals(-0.1, weight(model), 1e-6, "a small number stays");
    assertThrows(GradusException.class, () -> model.train(one()).clipNorm(0));
    assertThrows(GradusException.class, () -> model.train(one()).clipValue(Double.NaN));
  }

  @Test
  void penaltiesCountInLossAndGradientButNotForBiases() {
    var model = line(3);
    model.layer("dense_1").parameter("bias").set(1);
    var history =
        model.train(one()).optimizer(sgd(0.1)).regularizer(new Squares(0.5)).epochs(1).run();
    assertEquals(16 + 0.25 * 9, history.stepLosses()[0], 1e-5);
    assertEquals(0.25 * 9, history.epochs().getFirst().penalty(), 1e-6);
    assertEquals(3 - 0.1 * (8 + 0.5 * 3), weight(model), 1e-6);
    assertEquals(1 - 0.1 * 8, bias(model), 1e-6);
    var own = line(3);
    own.layer("dense_1").parameter("weight").regularizer(new Squares(1));
    own.train(one()).optimizer(sgd(0.1)).regularizer(new Squares(0.5)).epochs(1).run();
    assertEquals(3 - 0.1 * (6 + 1.5 * 3), weight(own), 1e-6, "both penalties");
    var measured = line(3);
    measured.layer("dense_1").parameter("weight").regularizer(new Squares(1));
    assertEquals(9, measured.evaluate(one()).loss(), 1e-6, "no penalty when measuring");
  }

  @Test
  @Covers("C11")
  void constraintsHoldAfterEveryStep() {
    var model =
        Model.sequential(Shape.of(2), dense(24).constrained(new Shorter(1)), relu(), dense(2))
            .seed(3);
    var lengths = new ArrayList<Double>();
    model
        .train(Rings.points(200, 1))
        .optimizer(adam(0.05))
        .epochs(3)
        .listener(e -> {
          if (e instanceof TrainingEvent.StepDone) {
            double sum = 0;
            for (float w : model.layer("dense_1").parameter("weight").toArray()) {
              sum += w * w;
            }
            lengths.add(Math.sqrt(sum));
          }
        })
        .run();
    assertEquals(21, lengths.size());
    assertTrue(lengths.stream().allMatch(l -> l <= 1 + 1e-5), lengths.toString());
  }

  @Test
  @Covers("C07")
  void aScheduleSetsTheRateOfEveryStep() {
    var model = line(3);
    var data = Dataset.regression(Shape.of(1), new float[] {1, 1}, Shape.of(1), new float[] {0, 0});
    var asked = new ArrayList<Double>();
    var history =
        model
            .train(data)
            .optimizer(sgd(0.4))
            .schedule((base, step, epoch) -> {
              asked.add(epoch);
              return base / (1 << (int) step);
            })
            .batchSize(1)
            .epochs(2)
            .run();
    assertArrayEquals(new double[] {0.4, 0.2, 0.1, 0.05}, history.learningRates(), 1e-12);
    assertEquals(List.of(0.0, 0.5, 1.0, 1.5), asked.subList(asked.size() - 4, asked.size()));
    assertEquals(0.05, history.epochs().getLast().learningRate(), 1e-12);
    double w = 3;
    double b = 0;
    for (double rate : history.learningRates()) {
      double g = 2 * (w + b);
      w -= rate * g;
      b -= rate * g;
    }
    assertEquals(w, weight(model), 1e-5);
    var bad = model.train(data).schedule((base, step, epoch) -> -1);
    assertTrue(assertThrows(GradusException.class, bad::run).getMessage().contains("-1.0"));
  }

  @Test
  void layersMayHaveRatesOfTheirOwn() {
    var plain = Rings.net();
    var start = Rings.net().parameters().snapshot();
    plain.train(Rings.points(32, 1)).optimizer(sgd(0.1)).epochs(1).run();
    var model = Rings.net();
    model
        .train(Rings.points(32, 1))
        .optimizer(sgd(0.1))
        .learningRate("dense", 0.5)
        .learningRate("dense_2", 0)
        .epochs(1)
        .run();
    var moved = new float[2][3];
    for (int which = 0; which < 2; which++) {
      var net = which == 0 ? plain : model;
      for (int i = 0; i < 3; i++) {
        moved[which][i] = change(net, "dense_" + (i + 1));
      }
    }
    assertEquals(moved[0][0] / 2, moved[1][0], 1e-5);
    assertEquals(0, moved[1][1]);
    assertEquals(moved[0][2] / 2, moved[1][2], 1e-5);
    assertFalse(Arrays.equals(start, model.parameters().snapshot()));
    var e =
        assertThrows(
            GradusException.class,
            () -> model.train(Rings.points(32, 1)).learningRate("conv", 0.1).run());
    assertTrue(e.getMessage().contains("dense_1, relu_1, dense_2"), e.getMessage());
  }

  private static float change(Model model, String layer) {
    var before = Rings.net().layer(layer).parameter("weight").toArray();
    var after = model.layer(layer).parameter("weight").toArray();
    float largest = 0;
    for (int i = 0; i < before.length; i++) {
      largest = Math.max(largest, Math.abs(after[i] - before[i]));
    }
    return largest;
  }

  @Test
  void smallerLastBatchesCanBeLeftOut() {
    var seen = new ArrayList<Integer>();
    var history =
        Rings.net()
            .train(Rings.points(70, 1))
            .batchSize(32)
            .dropLast()
            .epochs(2)
            .listener(e -> {
              if (e instanceof TrainingEvent.StepDone s) {
                seen.add(s.samplesSeen());
              }
            })
            .run();
    assertEquals(List.of(32, 64, 32, 64), seen);
    assertEquals(2, history.stepsPerEpoch());
    var none = Rings.net().train(Rings.points(20, 1)).batchSize(32).dropLast();
    assertTrue(assertThrows(GradusException.class, none::run).getMessage().contains("dropLast"));
  }

  @Test
  void stepsMayBeLimited() {
    var history = Rings.net().train(Rings.points(64, 1)).batchSize(8).steps(20).run();
    assertEquals(20, history.steps());
    assertEquals(2, history.epochs().size());
    var both = Rings.net().train(Rings.points(64, 1)).batchSize(8).epochs(1).steps(20).run();
    assertEquals(8, both.steps());
    assertThrows(GradusException.class, () -> Rings.net().train(Rings.points(64, 1)).steps(0));
  }

  @Test
  void metricsAreMeasuredOnBothKindsOfData() {
    var model = Rings.net();
    var history =
        model
            .train(Rings.points(200, 1))
            .validation(Rings.points(90, 2))
            .metrics(new Hits(true))
            .epochs(3)
            .run();
    assertArrayEquals(history.accuracy(), history.metric("hits"), 1e-12);
    assertArrayEquals(history.validationAccuracy(), history.metric("val_hits"), 1e-12);
    assertEquals(
        model.evaluate(Rings.points(90, 2)).accuracy(),
        model.evaluate(Rings.points(90, 2), new Hits(true)).metric("hits"),
        1e-12);
    assertTrue(history.toString().contains("validation hits"), history.toString());
    var e = assertThrows(GradusException.class, () -> history.metric("f1"));
    assertTrue(e.getMessage().contains("validation hits"), e.getMessage());
  }

  @Test
  @Covers("C01")
  void batchesOfOneOfSomeAndOfAll() {
    var data = Rings.points(240, 1);
    double[] wiggle = new double[3];
    int[] sizes = {1, 24, 240};
    for (int i = 0; i < 3; i++) {
      var model = Rings.net();
      var history = model.train(data).optimizer(sgd(0.02)).batchSize(sizes[i]).epochs(2).run();
      assertEquals(2 * 240 / sizes[i], history.steps());
      wiggle[i] = sizes[i] == 240 ? 0 : deviation(history.stepLosses());
    }
    assertTrue(wiggle[0] > 2 * wiggle[1] && wiggle[1] > wiggle[2], Arrays.toString(wiggle));
    var a = Rings.net();
    var b = Rings.net();
    a.train(data).optimizer(sgd(0.1)).batchSize(240).epochs(2).run();
    b.train(data).optimizer(sgd(0.1)).batchSize(240).epochs(2).shuffle(false).run();
    var x = a.parameters().snapshot();
    assertArrayEquals(x, b.parameters().snapshot(), 1e-4f, "order does not matter to all at once");
  }

  private static double deviation(float[] values) {
    double mean = 0;
    for (float v : values) {
      mean += v / values.length;
    }
    double sum = 0;
    for (float v : values) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / values.length);
  }
}
