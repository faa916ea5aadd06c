package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@Covers("C08")
class FullBatchStepTest {
  private static final Dataset DATA = Rings.points(120, 1);

  private static Model net() {
    return Model.sequential(Shape.of(2), dense(12), tanh(), dense(2)).seed(5);
  }

  private static Trainer described(Model model) {
    return model.train(DATA).optimizer(new Lbfgs()).epochs(30).validation(Rings.points(60, 2));
  }

  @Test
  void theLossFallsFarInFewIterations() {
    var model = net();
    var history = described(model).run();
    assertEquals(30, history.steps());
    assertEquals(1, history.stepsPerEpoch());
    var losses = history.loss();
    for (int i = 1; i < losses.length; i++) {
      assertTrue(losses[i] <= losses[i - 1] * (1 + 1e-5), "iteration " + i);
    }
    assertTrue(losses[29] < 0.1 && history.accuracy()[29] > 0.97, history.toString());
    assertEquals(losses[29], model.evaluate(DATA).loss(), 1e-5);
    assertTrue(history.validationAccuracy()[29] > 0.85, history.toString());
    var adam = net();
    adam.train(DATA).optimizer(new Adam(1e-2)).batchSize(120).epochs(30).run();
    assertTrue(losses[29] < 0.5 * adam.history().orElseThrow().loss()[29]);
  }

  @Test
  void aResumedRunHasTheSameBits() {
    var whole = net();
    described(whole).run();
    var parts = net();
    described(parts).epochs(13).run();
    described(parts).resume();
    assertArrayEquals(whole.parameters().snapshot(), parts.parameters().snapshot());
    assertArrayEquals(
        whole.history().orElseThrow().stepLosses(), parts.history().orElseThrow().stepLosses());
  }

  /// Interrupts the thread at one of its runs.
  private static LayerSpec interrupting(AtomicInteger left) {
    return (input, init) -> {
      var w = init.kernel("weight", null, input.last(), 2);
      return Layer.of(
          x -> {
            if (x.mean().item() < 1e9 && left.getAndDecrement() == 0) {
              Thread.currentThread().interrupt();
            }
            return x.matmul(w);
          },
          w);
    };
  }

  @Test
  void anIterationInterruptedInTheMiddleIsDoneAgain() {
    var never =
        Model.sequential(Shape.of(2), dense(6), tanh(), interrupting(new AtomicInteger(-1)));
    never.seed(5).train(DATA).optimizer(new Lbfgs()).epochs(12).run();
    var left = new AtomicInteger(9);
    var model = Model.sequential(Shape.of(2), dense(6), tanh(), interrupting(left)).seed(5);
    var trainer = model.train(DATA).optimizer(new Lbfgs()).epochs(12);
    try {
      assertThrows(InterruptedRunException.class, trainer::run);
    } finally {
      Thread.interrupted();
    }
    int steps = model.history().orElseThrow().steps();
    assertTrue(steps > 0 && steps < 12, "after " + steps);
    assertArrayEquals(model.trainingState().orElseThrow().weights(), model.parameters().snapshot());
    model.train(DATA).optimizer(new Lbfgs()).epochs(12).resume();
    assertArrayEquals(never.parameters().snapshot(), model.parameters().snapshot());
  }

  @Test
  void frozenLayersStayAndTheOthersLearn() {
    var model =
        Model.sequential(Shape.of(2), dense(12), tanh(), dense(12), tanh(), dense(2)).seed(5);
    model.freeze("dense_2");
    var frozen = model.layer("dense_2").parameter("weight").toArray();
    var history = described(model).regularizer(new L2(1e-4)).run();
    assertArrayEquals(frozen, model.layer("dense_2").parameter("weight").toArray());
    assertTrue(history.loss()[29] < 0.5 * history.loss()[0], history.toString());
    assertTrue(history.epochs().getLast().penalty() > 0);
  }

  @Test
  void masksAndBuffersAreTheSameInAllEvaluationsOfAnIteration() {
    var model =
        Model.sequential(Shape.of(2), dense(12), batchNorm(), tanh(), dropout(0.2), dense(2));
    var history = described(model.seed(5)).run();
    assertTrue(history.loss()[29] < history.loss()[0], history.toString());
    // one momentum step of the running mean, whatever the number of evaluations
    var once = Model.sequential(Shape.of(2), batchNorm(), dense(2)).seed(1);
    once.train(DATA).optimizer(new Lbfgs()).epochs(1).run();
    var other = Model.sequential(Shape.of(2), batchNorm(), dense(2)).seed(1);
    other.train(DATA).optimizer(new Sgd(1e-9)).batchSize(120).epochs(1).run();
    var running =
        once.layer("batchNorm_1").layer().parameters().stream().filter(w -> w.isBuffer()).toList();
    assertFalse(running.isEmpty());
    for (var buffer : running) {
      assertArrayEquals(
          other.layer("batchNorm_1").parameter(buffer.name()).toArray(), buffer.toArray(), 1e-6f);
    }
  }

  @Test
  void whatHasNoMeaningIsRefused() {
    refused(described(net()).batchSize(20), "takes all samples");
    refused(described(net()).clipNorm(1), "clipping");
    refused(described(net()).learningRate("dense_1", 0.1), "model.freeze");
    refused(described(net().freeze()), "all layers are frozen");
    var model = net();
    model.layer("dense_1").parameter("weight").constraint(new MaxNorm(2));
    refused(described(model), "cannot keep constraints");
    described(net()).batchSize(120).epochs(1).run();
  }

  private static void refused(Trainer trainer, String part) {
    var e = assertThrows(GradusException.class, trainer::run);
    assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
  }

  @Test
  void numbersThatAreNotFiniteLeaveTheWeights() {
    var model = net();
    model.layer("dense_1").parameter("bias").set(floats(12, Float.NaN));
    var before = model.parameters().snapshot();
    assertThrows(dev.gradus.engine.NumericException.class, () -> described(model).run());
    assertArrayEquals(before, model.parameters().snapshot());
    assertEquals(2, model.predict(Tensor.zeros(Shape.of(1, 2))).size());
  }

  private static float[] floats(int n, float value) {
    var all = new float[n];
    Arrays.fill(all, value);
    return all;
  }
}
