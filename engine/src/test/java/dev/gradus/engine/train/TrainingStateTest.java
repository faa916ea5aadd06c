package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import org.junit.jupiter.api.Test;

/// What happens at the edges of steps and epochs, and which states are refused.
@Covers("C40")
class TrainingStateTest {
  private static final Dataset DATA = ResumeTest.DATA;
  private static final Dataset HELD = ResumeTest.HELD;

  private static Model net() {
    return ResumeTest.net();
  }

  private static Trainer plain(Model model, Optimizer optimizer) {
    return ResumeTest.plain(model, optimizer);
  }

  @Test
  void anInterruptionInTheMiddleOfAStepUndoesIt() {
    var stop = new boolean[1];
    LayerSpec counting =
        (input, init) -> {
          var calls = init.buffer("calls", 0, 1);
          return Layer.of(
              x -> {
                if (x.mean().item() < 1e9 && x.shape().dim(0) == 20) {
                  calls.set(calls.toArray()[0] + 1);
                  if (stop[0]) {
                    Thread.currentThread().interrupt();
                  }
                }
                return x.mul(1f);
              },
              calls);
        };
    var model = Model.sequential(Shape.of(2), dense(8), relu(), counting, dense(2)).seed(7);
    model.parameters().values();
    var calls = model.layer(model.layers().get(2).name()).parameter("calls");
    var trainer =
        model
            .train(DATA)
            .batchSize(20)
            .listener(e -> stop[0] |= e instanceof TrainingEvent.StepDone s && s.step() == 3);
    try {
      assertThrows(InterruptedRunException.class, trainer::run);
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(3, model.history().orElseThrow().steps());
    assertEquals(3, calls.toArray()[0], "the buffer of the unfinished step is put back");
    assertEquals(3, trainer.state().position().step());
  }

  @Test
  void anInterruptionBetweenCallbacksTellsTheOthersLater() {
    var heard = new int[2];
    Callback first =
        new Callback() {
          @Override
          public void onEpoch(TrainingRun run, History.Epoch epoch) {
            heard[0]++;
            if (epoch.number() == 2 && heard[0] == 2) {
              Thread.currentThread().interrupt();
              run.model().evaluate(HELD);
            }
          }
        };
    Callback second =
        new Callback() {
          @Override
          public void onEpoch(TrainingRun run, History.Epoch epoch) {
            heard[1] = 10 * heard[1] + epoch.number();
          }
        };
    var model = net();
    try {
      assertThrows(
          InterruptedRunException.class, () -> plain(model, adam()).callback(first, second).run());
    } finally {
      assertTrue(Thread.interrupted());
    }
    assertEquals(1, heard[1]);
    plain(model, adam()).callback(first, second).resume();
    assertEquals(1234, heard[1]);
  }

  @Test
  void aMetricThatCannotSayIsUnknownInTheResumedEpochOnly() {
    var model = net();
    var metric = new Doubles.Hits(false);
    ResumeTest.interruptAt(plain(model, adam()).metrics(metric), 2, 5);
    var history = plain(model, adam()).metrics(metric).resume();
    assertTrue(Double.isNaN(history.metric("hits")[1]));
    assertEquals(history.accuracy()[2], history.metric("hits")[2], 1e-12);
    assertEquals(history.validationAccuracy()[1], history.metric("validation hits")[1], 1e-12);
  }

  @Test
  void statesOfOtherRunsAreRefused() {
    var model = net();
    assertThrows(GradusException.class, () -> plain(model, adam()).resume());
    assertThrows(GradusException.class, () -> plain(model, adam()).state());
    plain(model, adam()).epochs(1).run();
    var before = model.parameters().snapshot();
    var e = assertThrows(GradusException.class, () -> plain(model, sgd(0.1)).resume());
    assertTrue(e.getMessage().contains("adam"), e.getMessage());
    var f = assertThrows(GradusException.class, () -> plain(model, adam()).batchSize(7).resume());
    assertTrue(f.getMessage().contains("was 20 and is 7"), f.getMessage());
    assertThrows(
        GradusException.class,
        () -> plain(Rings.net(), adam()).resume(model.trainingState().orElseThrow()));
    assertThrows(GradusException.class, () -> plain(model, adam()).earlyStopping(1).resume());
    assertArrayEquals(before, model.parameters().snapshot());
    model.seed(1);
    assertThrows(GradusException.class, () -> plain(model, adam()).resume());
  }

  @Test
  void afterAFailureTheRunGoesOnFromTheStepBefore() {
    var model = net().on(Device.cpu(1));
    assertThrows(
        NumericException.class,
        () -> plain(model, adam()).schedule((base, step, epoch) -> step < 20 ? base : 1e30).run());
    var state = model.trainingState().orElseThrow();
    int good = (int) state.position().step();
    assertTrue(good >= 20, "steps " + good);
    assertArrayEquals(state.weights(), model.parameters().snapshot());
  }
}
