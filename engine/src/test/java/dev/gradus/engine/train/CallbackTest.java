package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallbackTest {
  @Test
  void callsComeInOrder() {
    var calls = new ArrayList<String>();
    Callback callback =
        new Callback() {
          @Override
          public void onStart(TrainingRun run) {
            calls.add("start " + run.step());
          }

          @Override
          public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
            calls.add("step " + run.step() + " " + run.stepInEpoch());
          }

          @Override
          public void onEpoch(TrainingRun run, History.Epoch epoch) {
            calls.add("epoch " + epoch.number());
            if (epoch.number() == 2) {
              run.stop("enough");
            }
          }

          @Override
          public void onEnd(TrainingRun run, TrainingEvent.Reason reason) {
            calls.add("end " + reason);
          }
        };
    var history =
        Rings.net().train(Rings.points(20, 1)).batchSize(10).callback(callback).epochs(9).run();
    assertEquals(
        List.of(
            "start 0",
            "step 1 1",
            "step 2 2",
            "epoch 1",
            "step 3 1",
            "step 4 2",
            "epoch 2",
            "end FINISHED"),
        calls);
    assertEquals("enough", history.stopped().orElseThrow());
    assertEquals(TrainingEvent.Reason.FINISHED, history.reason());
    assertTrue(history.toString().contains("stopped: enough."), history.toString());
  }

  @Test
  void aStepMayStopToo() {
    Callback callback =
        new Callback() {
          @Override
          public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
            if (run.step() == 3) {
              run.stop("three");
            }
          }
        };
    var history = Rings.net().train(Rings.points(20, 1)).batchSize(10).callback(callback).run();
    assertEquals(3, history.steps());
    assertEquals(1, history.epochs().size());
  }

  @Test
  @Covers("C18")
  void earlyStoppingStopsAndPutsBackTheBestWeights() {
    var model = Rings.net();
    var held = Rings.points(40, 2);
    var history =
        model
            .train(Rings.points(30, 1))
            .optimizer(adam(0.05))
            .epochs(200)
            .validation(held)
            .earlyStopping(5)
            .run();
    int epochs = history.epochs().size();
    assertTrue(epochs < 200, "epochs " + epochs);
    var best = history.bestEpoch().orElseThrow();
    assertEquals(epochs - 5, best.number());
    assertEquals(best.validationLoss(), model.evaluate(held).loss(), 1e-12);
    assertTrue(history.stopped().orElseThrow().contains("for 5 epochs"));
  }

  @Test
  void earlyStoppingByAccuracyKeepsTheBestAlsoAtTheRegularEnd() {
    var model = Rings.net();
    var held = Rings.points(100, 2);
    var history =
        model
            .train(Rings.points(200, 1))
            .optimizer(adam(0.3))
            .epochs(6)
            .validation(held)
            .callback(new EarlyStopping(50, 0, "val_accuracy"))
            .run();
    assertFalse(history.stopped().isPresent());
    var best = history.bestEpoch("validation accuracy").orElseThrow();
    assertEquals(best.validationAccuracy(), model.evaluate(held).accuracy(), 1e-12);
  }

  @Test
  void whatIsNotMeasuredCannotBeWatched() {
    var trainer = Rings.net().train(Rings.points(20, 1)).earlyStopping(3);
    var e = assertThrows(GradusException.class, trainer::run);
    assertTrue(e.getMessage().contains("validation loss"), e.getMessage());
    assertTrue(e.getMessage().contains("loss, accuracy"), e.getMessage());
    assertThrows(GradusException.class, () -> new EarlyStopping(0));
    assertThrows(GradusException.class, () -> new EarlyStopping(1, -1, "loss"));
  }

  @Test
  void theRateFallsOnAPlateauDownToALimit() {
    var history =
        Rings.net()
            .train(Rings.points(40, 1))
            .optimizer(sgd(0.1))
            .epochs(7)
            .callback(new ReduceOnPlateau(0.1, 2, 0.0005, 1e9, "loss"))
            .run();
    // the first epoch is better than nothing, then two without improvement each
    double[] rates = history.epochs().stream().mapToDouble(History.Epoch::learningRate).toArray();
    assertArrayEquals(new double[] {0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001}, rates, 1e-12);
    var longer =
        Rings.net()
            .train(Rings.points(40, 1))
            .optimizer(sgd(0.1))
            .epochs(12)
            .callback(new ReduceOnPlateau(0.1, 2, 0.0005, 1e9, "loss"))
            .run();
    assertEquals(0.0005, longer.epochs().getLast().learningRate(), 1e-12);
    assertThrows(GradusException.class, () -> new ReduceOnPlateau(1, 2));
    assertThrows(GradusException.class, () -> new ReduceOnPlateau(0.5, 0));
  }

  @Test
  void checkpointsAreMadeByEpochStepAndBest() {
    var epochs = new Counting();
    var steps = new Counting();
    var best = new Counting();
    var history =
        Rings.net()
            .train(Rings.points(100, 1))
            .optimizer(adam(0.05))
            .batchSize(10)
            .epochs(6)
            .validation(Rings.points(30, 2))
            .checkpoint(epochs, 2)
            .callback(Checkpoint.everySteps(steps, 25), Checkpoint.best(best, "validation loss"))
            .run();
    assertEquals(List.of(20L, 40L, 60L), epochs.steps);
    assertEquals(List.of(25L, 50L), steps.steps);
    assertEquals(
        10L * history.bestEpoch().orElseThrow().number(), best.steps.getLast().longValue());
    assertEquals(0, epochs.latest().orElseThrow().position().stepInEpoch());
    assertEquals(7, epochs.latest().orElseThrow().position().epoch());
    assertThrows(GradusException.class, () -> new Checkpoint(best, 0));
  }

  private static final class Counting implements StateStore {
    private final StateStore inner = StateStore.inMemory();
    private final List<Long> steps = new ArrayList<>();

    @Override
    public void save(TrainingState state) {
      steps.add(state.position().step());
      inner.save(state);
    }

    @Override
    public java.util.Optional<TrainingState> latest() {
      return inner.latest();
    }
  }

  @Test
  void weightsBeforeTheStepCanBeSeen() {
    var ratios = new ArrayList<Double>();
    var model = Rings.net();
    Callback callback =
        new Callback() {
          @Override
          public void onStep(TrainingRun run, TrainingEvent.StepDone step) {
            float[] before = run.weightsBefore().toFloats();
            float[] after = run.model().parameters().snapshot();
            float[] gradient = run.model().parameters().gradients().toFloats();
            double error = 0;
            for (int i = 0; i < before.length; i++) {
              error = Math.max(error, Math.abs(before[i] - 0.5f * gradient[i] - after[i]));
            }
            ratios.add(error);
          }
        };
    model
        .train(Rings.points(40, 1))
        .optimizer(sgd(0.5))
        .batchSize(20)
        .epochs(2)
        .callback(callback)
        .run();
    assertEquals(4, ratios.size());
    assertTrue(ratios.stream().allMatch(r -> r < 1e-6), ratios.toString());
  }
}
