package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Covers("B30")
class BatchNormTest {
  @Test
  void contract() {
    LayerContract.check(new BatchNorm(), Shape.of(5), Shape.of(5));
    LayerContract.check(new BatchNorm(), Shape.of(3, 4), Shape.of(3, 4));
    LayerContract.check(new BatchNorm().momentum(0.3), Shape.of(2, 3, 4), Shape.of(2, 3, 4));
    LayerContract.check(new BatchNorm().withoutScale(), Shape.of(2, 3, 3), Shape.of(2, 3, 3));
    LayerContract.check(new BatchNorm().withoutShift(), Shape.of(4), Shape.of(4));
  }

  @Test
  void contractInTraining() {
    var numbers = LayerContract.Inputs.NORMAL;
    LayerContract.checkTraining(new BatchNorm(), Shape.of(5), numbers);
    LayerContract.checkTraining(new BatchNorm(), Shape.of(3, 4), numbers);
    LayerContract.checkTraining(new BatchNorm(), Shape.of(2, 3, 4), numbers);
    LayerContract.checkTraining(
        new BatchNorm().withoutScale().withoutShift().epsilon(1e-3), Shape.of(2, 3), numbers);
  }

  private static Tensor training(Model model, Tensor x) {
    return Context.seeded(1).training(true).call(() -> model.forward(x));
  }

  private static Tensor images() {
    return Context.seeded(3).call(() -> Tensor.randn(8, 3, 5, 4).mul(2.5).add(7));
  }

  @Test
  void inTrainingEveryChannelHasMean0AndVariance1() {
    var model = Model.sequential(Shape.of(3, 5, 4), batchNorm());
    var y = training(model, images()).permute(1, 0, 2, 3).reshape(3, -1);
    var mean = y.mean(1).toArray();
    var variance = y.sub(y.mean(1, true)).square().mean(1).toArray();
    for (int c = 0; c < 3; c++) {
      assertEquals(0, mean[c], 1e-5);
      assertEquals(1, variance[c], 1e-4);
    }
  }

  @Test
  void inInferenceASampleDoesNotDependOnItsBatch() {
    var model = Model.sequential(Shape.of(3, 5, 4), batchNorm());
    var x = images();
    training(model, x);
    var all = model.predict(x).toArray();
    for (int i = 0; i < 8; i++) {
      var alone = model.predict(x.narrow(0, i, i + 1)).toArray();
      assertArrayEquals(Arrays.copyOfRange(all, i * 60, (i + 1) * 60), alone, "sample " + i);
    }
  }

  @Test
  void theRunningStatisticsApproachThoseOfTheData() {
    var model = Model.sequential(Shape.of(3, 5, 4), batchNorm());
    var x = images();
    for (int i = 0; i < 100; i++) {
      training(model, x);
    }
    var rows = x.permute(1, 0, 2, 3).reshape(3, -1);
    var layer = model.layer("batchNorm_1");
    assertArrayEquals(rows.mean(1).toArray(), layer.parameter("runningMean").toArray(), 1e-2f);
    assertArrayEquals(rows.var(1).toArray(), layer.parameter("runningVariance").toArray(), 1e-2f);
  }

  @Test
  @Covers("C43")
  void gammaAndBetaCanUndoTheNormalisation() {
    var model = Model.sequential(Shape.of(3, 5, 4), batchNorm());
    var x = images();
    var rows = x.permute(1, 0, 2, 3).reshape(3, -1);
    var variance = rows.sub(rows.mean(1, true)).square().mean(1).add(1e-5);
    var layer = model.layer("batchNorm_1");
    layer.parameter("gamma").set(variance.sqrt().toArray());
    layer.parameter("beta").set(rows.mean(1).toArray());
    assertArrayEquals(x.toArray(), training(model, x).toArray(), 1e-5f);
  }

  @Test
  void aModelKeepsItsBuffers() {
    var model = Model.sequential(Shape.of(4), dense(3), batchNorm(), dense(2));
    assertEquals(15 + 6 + 8, model.summary().totalParameters());
    assertEquals(6, model.summary().row("batchNorm_1").parameters());
    assertTrue(model.toString().endsWith(" 29 parameters"), model.toString());
    var fresh = model.parameters().snapshot();
    assertEquals(29 + 6, fresh.length);
    training(model, Context.seeded(2).call(() -> Tensor.randn(6, 4)));
    var after = model.parameters().snapshot();
    assertTrue(!Arrays.equals(fresh, after));
    model.parameters().restore(fresh);
    assertArrayEquals(fresh, model.parameters().snapshot());
    model.parameters().restore(after);
    model.seed(model.seed());
    assertArrayEquals(fresh, model.parameters().snapshot());
    var mean = model.layer("batchNorm_1").parameter("runningMean");
    mean.trainable(true);
    assertTrue(!mean.trainable() && mean.isBuffer());
  }

  @Test
  void aHeInitialisedLayerBeforeNormAndRelu() {
    var model = Model.input(300).then(new Dense(200)).batchNorm().relu();
    var w = model.layer("dense_1").parameter("weight");
    assertEquals(Math.sqrt(2.0 / 300), w.std().item(), 0.02 * Math.sqrt(2.0 / 300));
  }

  /// Two classes of points: inside and outside of a circle.
  private static Dataset circle(int n) {
    var x = new float[2 * n];
    var labels = new int[n];
    var random = new Philox(5, 0);
    for (int i = 0; i < n; i++) {
      x[2 * i] = (float) random.nextGaussian();
      x[2 * i + 1] = (float) random.nextGaussian();
      labels[i] = x[2 * i] * x[2 * i] + x[2 * i + 1] * x[2 * i + 1] < 1.4 ? 0 : 1;
    }
    return Dataset.of(Shape.of(2), x, labels, 2);
  }

  private static double accuracy(double std, boolean normalised) {
    var layers = new ArrayList<LayerSpec>();
    for (int i = 0; i < 5; i++) {
      layers.add(new Dense(20).initializer(Initializer.normal(std)));
      if (normalised) {
        layers.add(batchNorm());
      }
      layers.add(tanh());
    }
    layers.add(new Dense(2).initializer(Initializer.normal(std)));
    var model = Model.sequential(Shape.of(2), layers.toArray(LayerSpec[]::new)).seed(3);
    var data = circle(512);
    model.train(data).optimizer(new Sgd(0.3)).batchSize(32).epochs(40).run();
    return model.evaluate(data).accuracy();
  }

  @Test
  @Covers("C26")
  void weightsThatAreFarTooSmallStillTrain() {
    assertTrue(accuracy(0.01, false) < 0.65, "without batch norm it should stay at chance");
    assertTrue(accuracy(0.01, true) > 0.9, "with batch norm it should learn");
  }

  @Test
  void aRestOfOneSampleIsExplained() {
    var model = Model.sequential(Shape.of(2), dense(3), batchNorm(), dense(2));
    var data = circle(33);
    var e =
        assertThrows(ShapeException.class, () -> model.train(data).batchSize(32).epochs(1).run());
    assertTrue(e.getMessage().contains("batch size"), e.getMessage());
    assertTrue(e.getMessage().contains("[1, 3]"), e.getMessage());
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    var e = assertThrows(GradusException.class, () -> new BatchNorm().momentum(1.1));
    assertTrue(e.getMessage().contains("Keras"), e.getMessage());
    assertThrows(GradusException.class, () -> new BatchNorm().epsilon(0));
    assertThrows(ShapeException.class, () -> Model.input().batchNorm());
  }
}
