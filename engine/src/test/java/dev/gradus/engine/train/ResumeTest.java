package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import java.util.Arrays;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An interrupted and resumed run has the bits of one that was never stopped.
@Covers("C40")
class ResumeTest {
  static final Dataset DATA = Rings.points(230, 1);
  static final Dataset HELD = Rings.points(100, 2);
  private static final int STEPS = 12; // of an epoch with batches of 20

  static Model net() {
    return Model.sequential(Shape.of(2), dense(16), relu(), dropout(0.25), dense(2)).seed(7);
  }

  /// A layer that reads values, so that the model runs operation by operation.
  private static Model eager() {
    LayerSpec own =
        (input, init) -> {
          var w = init.kernel("weight", null, input.last(), 2);
          return Layer.of(x -> x.mean().item() > 1e9 ? x.neg() : x.dropout(0.2).matmul(w), w);
        };
    return Model.sequential(Shape.of(2), dense(16), relu(), own).seed(7);
  }

  static Trainer plain(Model model, Optimizer optimizer) {
    return model.train(DATA).optimizer(optimizer).batchSize(20).epochs(4).validation(HELD);
  }

  record Case(
      String name, Supplier<Model> model, Optimizer optimizer, UnaryOperator<Trainer> more) {
    @Override
    public String toString() {
      return name;
    }

    Trainer trainer(Model model) {
      return more.apply(plain(model, optimizer));
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        new Case("momentum", ResumeTest::net, sgd(0.05).momentum(0.9), t -> t),
        new Case(
            "adam, schedule, clipping",
            ResumeTest::net,
            adam(1e-2),
            t -> t.schedule((base, step, epoch) -> base / (1 + epoch)).clipNorm(0.5)),
        new Case(
            "early stopping, plateau, metric",
            ResumeTest::net,
            adam(3e-2),
            t ->
                t.callback(new EarlyStopping(2, 1, "validation loss"), new ReduceOnPlateau(0.5, 1))
                    .metrics(new Doubles.Hits(true))),
        new Case(
            "penalty, constraint, rates by layer",
            () -> {
              var model = net();
              model.layer("dense_1").parameter("weight").constraint(new Doubles.Shorter(2));
              return model;
            },
            adam(1e-2),
            t ->
                t.regularizer(new Doubles.Squares(1e-2))
                    .learningRate("dense_2", 0.1)
                    .clipValue(0.02)),
        new Case("operation by operation", ResumeTest::eager, adam(1e-2), t -> t),
        new Case(
            "no shuffle, whole batches",
            ResumeTest::net,
            adam(),
            t -> t.shuffle(false).dropLast()));
  }

  static void interruptAt(Trainer trainer, int epoch, int step) {
    trainer.listener(e -> {
      if (e instanceof TrainingEvent.StepDone s && s.epoch() == epoch && s.step() == step) {
        Thread.currentThread().interrupt();
      }
    });
    try {
      assertThrows(InterruptedRunException.class, trainer::run);
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  private static void assertSame(Model expected, Model actual) {
    assertArrayEquals(
        expected.parameters().snapshot(), actual.parameters().snapshot(), 0f, "weights");
    assertEquals(expected.stepsTrained(), actual.stepsTrained());
    var a = expected.history().orElseThrow();
    var b = actual.history().orElseThrow();
    assertArrayEquals(a.stepLosses(), b.stepLosses(), 0f);
    assertArrayEquals(a.learningRates(), b.learningRates());
    assertArrayEquals(a.gradientNorms(), b.gradientNorms(), 0f);
    assertEquals(a.epochs().size(), b.epochs().size());
    assertEquals(a.stopped(), b.stopped());
    for (int i = 0; i < a.epochs().size(); i++) {
      assertEquals(timeless(a.epochs().get(i)), timeless(b.epochs().get(i)));
    }
  }

  /// Without what differs from run to run.
  private static History.Epoch timeless(History.Epoch e) {
    return new History.Epoch(
        e.number(),
        e.loss(),
        e.accuracy(),
        e.validationLoss(),
        e.validationAccuracy(),
        0,
        e.penalty(),
        e.learningRate(),
        e.gradientNorm(),
        0,
        e.metrics());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void interruptedInTheSecondEpoch(Case one) {
    var whole = one.model().get();
    var history = one.trainer(whole).run();
    assertEquals(one.name().startsWith("early"), history.stopped().isPresent(), one.name());
    var parts = one.model().get();
    interruptAt(one.trainer(parts), 2, 5);
    var last = parts.parameters().snapshot();
    one.trainer(parts).resume();
    assertFalse(Arrays.equals(last, parts.parameters().snapshot()));
    assertSame(whole, parts);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void interruptedAfterTheLastStepOfAnEpochAndInAnotherModel(Case one) {
    var whole = one.model().get();
    one.trainer(whole).run();
    var first = one.model().get();
    int steps = one.name().contains("whole batches") ? STEPS - 1 : STEPS;
    interruptAt(one.trainer(first), 1, steps);
    var other = one.model().get().seed(99); // its own weights do not matter, the masks' seed does
    other.seed(7);
    one.trainer(other).resume(first.trainingState().orElseThrow());
    assertSame(whole, other);
  }

  @Test
  void aStateTakenWhileTrainingGoesOnServesToo() {
    var store = StateStore.inMemory();
    var whole = net();
    plain(whole, adam()).callback(Checkpoint.everySteps(store, 17)).epochs(2).run();
    var state = store.latest().orElseThrow();
    assertEquals(17, state.position().step());
    var other = net();
    plain(other, adam())
        .callback(Checkpoint.everySteps(StateStore.inMemory(), 17))
        .epochs(2)
        .resume(state);
    assertSame(whole, other);
  }

  @Test
  void moreEpochsThanFirstAskedFor() {
    var whole = net();
    plain(whole, adam()).run();
    var parts = net();
    plain(parts, adam()).epochs(1).run();
    plain(parts, adam()).resume();
    assertSame(whole, parts);
    assertEquals(4, parts.history().orElseThrow().epochs().size());
  }

  @Test
  void aLimitOfStepsCutsAnEpochInTwo() {
    var whole = net();
    plain(whole, adam()).run();
    var parts = net();
    var history = plain(parts, adam()).steps(19).run();
    assertEquals(19, history.steps());
    assertEquals(1, history.epochs().size());
    plain(parts, adam()).resume();
    assertSame(whole, parts);
  }
}
