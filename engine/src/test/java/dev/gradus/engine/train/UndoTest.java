package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A step that fails leaves weights and buffers as they were, wherever it fails.
class UndoTest {
  private static Model net() {
    return Model.sequential(
            Shape.of(2), dense(24), batchNorm(), relu(), dense(24), relu(), dense(2))
        .seed(3);
  }

  private static Trainer trainer(Model model) {
    return model.train(Rings.points(60, 1)).batchSize(20).epochs(2);
  }

  /// A metric that fails at its second batch.
  private record Failing() implements Metric {
    @Override
    public String name() {
      return "failing";
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public Tally tally() {
      return new Tally() {
        private int batches;

        @Override
        public void add(float[] outputs, Shape output, float[] targets, Shape target) {
          if (++batches == 2) {
            throw new IllegalStateException("second batch");
          }
        }

        @Override
        public double value() {
          return batches;
        }
      };
    }
  }

  /// Changes some weights and then fails.
  private record Halfway(double learningRate) implements Optimizer {
    @Override
    public Optimizer learningRate(double rate) {
      return new Halfway(rate);
    }

    @Override
    public int memory() {
      return 0;
    }

    @Override
    public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
      weights.set(0, 7);
      throw new IllegalStateException("halfway");
    }

    @Override
    public String name() {
      return "halfway";
    }
  }

  private static float[] afterOneStep() {
    var model = net();
    trainer(model).steps(1).run();
    return model.parameters().snapshot();
  }

  @Test
  void aMetricThatFailsUndoesItsStepAndNoOther() {
    var model = net();
    var trainer = trainer(model).metrics(new Failing());
    assertThrows(IllegalStateException.class, trainer::run);
    assertArrayEquals(afterOneStep(), model.parameters().snapshot());
    assertEquals(1, model.stepsTrained());
  }

  @Test
  void anOptimizerThatFailsHalfwayChangesNothing() {
    var model = net();
    float[] before = model.parameters().snapshot();
    var trainer = trainer(model).optimizer(new Halfway(0.1));
    assertThrows(IllegalStateException.class, trainer::run);
    assertArrayEquals(before, model.parameters().snapshot());
  }

  @Test
  void aStepByLargeGradientsThatOverflowsIsUndone() {
    var model = Model.sequential(Shape.of(1), dense(1)).seed(1);
    var values = model.parameters().snapshot();
    Arrays.fill(values, 1e16f);
    model.parameters().restore(values);
    var data =
        dev.gradus.engine.data.Dataset.regression(
            Shape.of(1), new float[] {1, 2}, Shape.of(1), new float[] {0, 0});
    var optimizer = sgd(900);
    assertTrue(optimizer.bounded());
    var run = model.train(data).optimizer(optimizer).batchSize(2).epochs(30);
    var e = assertThrows(NumericException.class, run::run);
    assertTrue(e.getMessage().contains("before this step"), e.getMessage());
    for (float w : model.parameters().snapshot()) {
      assertTrue(Float.isFinite(w));
    }
  }

  @Test
  void weightsBeforeAreKeptForCallbacksThatCompareThem() {
    var quiet =
        new Callback() {
          private String said = "";

          @Override
          public boolean comparesWeights() {
            return false;
          }

          @Override
          public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
            said = assertThrows(GradusException.class, run::weightsBefore).getMessage();
          }
        };
    trainer(net()).steps(1).callback(quiet).run();
    assertTrue(quiet.said.contains("comparesWeights"), quiet.said);
  }

  @Test
  void whetherAllIsCopiedChangesNoBit() {
    var plain = net();
    trainer(plain).optimizer(adam()).run();
    var compared = net();
    trainer(compared).optimizer(adam()).callback(new Callback() {}).run();
    assertArrayEquals(plain.parameters().snapshot(), compared.parameters().snapshot());
  }

  @Test
  void optimizersThatMayDivideByNothingAreNotTrusted() {
    assertTrue(adam().bounded());
    assertFalse(new Adam(0.1).epsilon(0).bounded());
    assertFalse(new Sgd(1e4).bounded());
    assertFalse(new Sgd(10).weightDecay(0.5).bounded());
    assertFalse(new Halfway(0.1).bounded());
  }
}
