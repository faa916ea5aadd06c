package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainerTest {
  /// Points in the plane, class 1 inside a ring.
  private static Dataset ring(int n, long seed) {
    var random = new Philox(seed, 0);
    var inputs = new float[2 * n];
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      inputs[2 * i] = 4 * random.nextFloat() - 2;
      inputs[2 * i + 1] = 4 * random.nextFloat() - 2;
      double r = Math.hypot(inputs[2 * i], inputs[2 * i + 1]);
      labels[i] = r < 1.4 ? 1 : 0;
    }
    return Dataset.of(Shape.of(2), inputs, labels, 2);
  }

  private static Model net() {
    return Model.sequential(Shape.of(2), dense(24), relu(), dense(24), relu(), dense(2)).seed(3);
  }

  @Test
  void learnsARing() {
    var model = net();
    var history =
        model
            .train(ring(1000, 1))
            .optimizer(adam(1e-2))
            .batchSize(50)
            .epochs(12)
            .validation(ring(500, 2))
            .run();
    assertTrue(model.evaluate(ring(500, 2)).accuracy() > 0.95, history.toString());
    assertEquals(12, history.epochs().size());
    assertEquals(12 * 20, history.steps());
    assertTrue(history.loss()[11] < history.loss()[0]);
    assertEquals(model.evaluate(ring(500, 2)).loss(), history.validationLoss()[11], 1e-9);
    assertEquals(TrainingEvent.Reason.FINISHED, history.reason());
    assertEquals(history, model.history().orElseThrow());
  }

  @Test
  void theSameSeedGivesTheSameBits() {
    float[] first = null;
    for (int threads : new int[] {1, 2, 4}) {
      var model =
          Model.sequential(Shape.of(2), dense(40), relu(), dropout(0.3), dense(2))
              .seed(9)
              .on(Device.cpu(threads));
      model.train(ring(300, 1)).batchSize(64).epochs(2).run();
      var weights = model.parameters().snapshot();
      if (first == null) {
        first = weights;
      }
      assertArrayEquals(first, weights, 0f, threads + " threads");
    }
  }

  @Test
  void aSmallerLastBatchCountsInFull() {
    var model = net();
    var seen = new ArrayList<Integer>();
    model
        .train(ring(70, 1))
        .batchSize(32)
        .epochs(1)
        .listener(e -> {
          if (e instanceof TrainingEvent.StepDone s) {
            seen.add(s.samplesSeen());
          }
        })
        .run();
    assertEquals(List.of(32, 64, 70), seen);
  }

  @Test
  void eventsComeInOrder() {
    var names = new ArrayList<String>();
    net()
        .train(ring(40, 1))
        .batchSize(20)
        .epochs(2)
        .listener(e -> names.add(e.getClass().getSimpleName()))
        .run();
    assertEquals(
        List.of(
            "Started",
            "StepDone",
            "StepDone",
            "EpochDone",
            "StepDone",
            "StepDone",
            "EpochDone",
            "Ended"),
        names);
  }

  @Test
  void interruptionKeepsWeightsAndHistory() {
    var model = net();
    var before = model.parameters().snapshot();
    var trainer =
        model
            .train(ring(200, 1))
            .batchSize(20)
            .epochs(100)
            .listener(e -> {
              if (e instanceof TrainingEvent.StepDone s && s.epoch() == 2 && s.step() == 3) {
                Thread.currentThread().interrupt();
              }
            });
    try {
      assertThrows(InterruptedRunException.class, trainer::run);
      assertTrue(Thread.currentThread().isInterrupted(), "the engine must not clear the state");
    } finally {
      assertTrue(Thread.interrupted());
    }
    var history = model.history().orElseThrow();
    assertEquals(13, history.steps());
    assertEquals(1, history.epochs().size());
    assertEquals(TrainingEvent.Reason.INTERRUPTED, history.reason());
    assertFalse(Arrays.equals(before, model.parameters().snapshot()));
    assertTrue(Double.isFinite(model.evaluate(ring(50, 2)).loss()));
  }

  @Test
  void aLossThatIsNoNumberStopsWithTheLastGoodWeights() {
    var model = net();
    var e =
        assertThrows(
            NumericException.class,
            () -> model.train(ring(200, 1)).optimizer(sgd(1e30)).batchSize(20).epochs(3).run());
    assertTrue(e.getMessage().contains("learning rate"), e.getMessage());
    assertTrue(e.getMessage().contains("first in dense_"), e.getMessage());
    assertEquals(TrainingEvent.Reason.FAILED, model.history().orElseThrow().reason());
  }

  @Test
  void modelsAndDataThatDoNotFitAreRefusedBeforeAnythingChanges() {
    var model = net();
    var images = Dataset.of(Shape.of(4), new float[8], new int[] {0, 1}, 2);
    var e = assertThrows(ShapeException.class, () -> model.train(images).run());
    assertTrue(e.getMessage().contains("[2]") && e.getMessage().contains("[4]"), e.getMessage());
    var three = Dataset.of(Shape.of(2), new float[4], new int[] {0, 1}, 3);
    var f = assertThrows(ShapeException.class, () -> model.train(three).run());
    assertTrue(f.getMessage().contains("dense(3)"), f.getMessage());
    assertThrows(GradusException.class, () -> model.train(ring(10, 1)).epochs(0));
    assertThrows(GradusException.class, () -> model.train(ring(10, 1)).batchSize(-1));
    assertThrows(GradusException.class, () -> adam(-1));
  }

  @Test
  void numbersAsTargets() {
    var x = new float[200];
    var y = new float[200];
    var random = new Philox(4, 0);
    for (int i = 0; i < x.length; i++) {
      x[i] = 2 * random.nextFloat() - 1;
      y[i] = 3 * x[i] - 1;
    }
    var data = Dataset.regression(Shape.of(1), x, Shape.of(1), y);
    var model = Model.sequential(Shape.of(1), dense(1));
    var history = model.train(data).optimizer(sgd(0.2)).batchSize(20).epochs(20).run();
    assertEquals(3, model.layer("dense_1").parameter("weight").item(), 0.01);
    assertEquals(-1, model.layer("dense_1").parameter("bias").item(), 0.01);
    assertTrue(Double.isNaN(history.accuracy()[0]));
  }

  @Test
  void anOwnLayerTrainsLikeTheBuiltInOne() {
    LayerSpec own =
        (input, init) -> {
          var w = init.kernel("weight", null, input.last(), 2);
          var b = init.zeros("bias", 2);
          return Layer.of(x -> x.linear(w, b), w, b);
        };
    var a = Model.sequential(Shape.of(2), dense(8), relu(), own).seed(3);
    var b = Model.sequential(Shape.of(2), dense(8), relu(), dense(2)).seed(3);
    a.train(ring(100, 1)).batchSize(16).epochs(2).run();
    b.train(ring(100, 1)).batchSize(16).epochs(2).run();
    assertArrayEquals(b.parameters().snapshot(), a.parameters().snapshot());
  }

  @Test
  void aLayerThatReadsValuesRunsStepByStep() {
    var reads = new int[1];
    LayerSpec own =
        (input, init) -> {
          var w = init.kernel("weight", null, input.last(), 2);
          return Layer.of(
              x -> {
                reads[0]++;
                return x.mean().item() > 1e9 ? x.matmul(w).neg() : x.matmul(w);
              },
              w);
        };
    var model = Model.sequential(Shape.of(2), dense(8), relu(), own).seed(3);
    var history = model.train(ring(400, 1)).optimizer(adam(1e-2)).batchSize(16).epochs(4).run();
    assertTrue(history.loss()[3] < history.loss()[0], history.toString());
    assertTrue(reads[0] >= 100);
  }

  @Test
  void frozenParametersStayBitForBit() {
    var model = net();
    var first = model.layer("dense_1").parameter("weight");
    first.trainable(false);
    var before = first.toArray();
    var second = model.layer("dense_2").parameter("weight").toArray();
    model.train(ring(100, 1)).epochs(1).run();
    assertArrayEquals(before, first.toArray(), 0f);
    assertFalse(Arrays.equals(second, model.layer("dense_2").parameter("weight").toArray()));
  }

  @Test
  void momentumAndNesterovAreOptionsOfSgd() {
    assertInstanceOf(Sgd.class, sgd(0.1).nesterov(0.9));
    assertThrows(GradusException.class, () -> sgd(0.1).momentum(1.5));
    for (var optimizer : List.<Optimizer>of(sgd(0.1, 0.9), sgd(0.1).nesterov(0.9), adam())) {
      var model = net();
      var history = model.train(ring(200, 1)).optimizer(optimizer).epochs(3).run();
      assertTrue(history.loss()[2] < history.loss()[0], optimizer.toString());
    }
  }
}
