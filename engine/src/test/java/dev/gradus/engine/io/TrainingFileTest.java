package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Metrics.f1;
import static dev.gradus.engine.Metrics.topK;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.DataException;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.InterruptedRunException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Checkpoint;
import dev.gradus.engine.train.EarlyStopping;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.Rings;
import dev.gradus.engine.train.Trainer;
import dev.gradus.engine.train.TrainingEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Covers("C40")
class TrainingFileTest {
  private static final Dataset DATA = Rings.points(230, 1);
  private static final Dataset HELD = Rings.points(100, 2);

  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("run.safetensors");
  }

  private static Model net() {
    return Model.sequential(
            Shape.of(2), dense(16), batchNorm(), relu(), dropout(0.25), dense(2).named("head"))
        .seed(7);
  }

  /// 12 steps an epoch.
  private static Trainer described(Model model) {
    return model
        .train(DATA)
        .optimizer(adam(1e-2))
        .schedule((base, step, epoch) -> base / (1 + epoch))
        .batchSize(20)
        .epochs(6)
        .validation(HELD)
        .metrics(f1(), topK(1))
        .callback(new EarlyStopping(2, 0.02, "validation loss"));
  }

  private static void interrupted(Trainer trainer, int epoch, int step) {
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
    assertArrayEquals(expected.parameters().snapshot(), actual.parameters().snapshot());
    assertEquals(expected.stepsTrained(), actual.stepsTrained());
    assertSame(expected.history().orElseThrow(), actual.history().orElseThrow());
  }

  private static void assertSame(History a, History b) {
    assertArrayEquals(a.stepLosses(), b.stepLosses());
    assertArrayEquals(a.learningRates(), b.learningRates());
    assertEquals(a.stopped(), b.stopped());
    assertEquals(a.epochs().size(), b.epochs().size());
    for (var name : new String[] {"loss", "accuracy", "validation loss", "macro f1"}) {
      assertArrayEquals(a.metric(name), b.metric(name), name);
      assertTrue(Double.isFinite(a.metric(name)[1]), name);
    }
    assertArrayEquals(a.metric("top-1 accuracy"), b.metric("top-1 accuracy"));
    assertEquals(a.bestEpoch("macro f1").isPresent(), b.higherIsBetter("macro f1"));
  }

  @Test
  void aRunGoesOnFromTheFileInAnotherModelBitForBit() {
    var whole = net();
    described(whole).callback(Checkpoint.everySteps(folder.resolve("other"), 1000)).run();
    interrupted(
        described(net()).callback(Checkpoint.everySteps(file(), 17)), 2, 10); // kept after 17
    assertEquals(17, TrainingFile.state(file(), net()).position().step());
    assertEquals(1, TrainingFile.history(file()).epochs().size());
    var loaded = Model.load(file());
    assertEquals(17, loaded.stepsTrained());
    described(loaded).callback(Checkpoint.everySteps(file(), 1000)).resume(file());
    assertSame(whole, loaded);
    var fresh = net();
    described(fresh).callback(Checkpoint.everySteps(file(), 1000)).resume(file());
    assertSame(whole, fresh);
  }

  @Test
  void modelAndStateAtTheEndMayDifferAndGoOnTogether() {
    var model = net();
    described(model).run(); // early stopping puts the best weights back
    assertTrue(model.history().orElseThrow().stopped().isPresent());
    TrainingFile.write(file(), model, model.trainingState().orElseThrow());
    var read = TrainingFile.read(file());
    assertSame(model, read.model());
    assertSame(model.history().orElseThrow(), TrainingFile.history(file()));
    var kept = model.trainingState().orElseThrow();
    assertArrayEquals(kept.weights(), read.state().weights());
    assertFalse(
        java.util.Arrays.equals(kept.weights(), read.model().parameters().snapshot()),
        "the last weights are not the best");
    assertArrayEquals(kept.optimizerBuffers().toArray(), read.state().optimizerBuffers().toArray());
    described(model).epochs(9).resume();
    described(read.model()).epochs(9).resume();
    assertSame(model, read.model());
  }

  @Test
  void everyEpochOrOnlyTheBest() {
    var model = net();
    model.train(DATA).epochs(3).checkpoint(file(), 2).run();
    assertEquals(2, TrainingFile.history(file()).epochs().size());
    var best = folder.resolve("best");
    model.train(DATA).epochs(8).callback(Checkpoint.best(best, "loss")).run();
    var history = model.history().orElseThrow();
    int number = history.bestEpoch("loss").orElseThrow().number();
    assertEquals(number, TrainingFile.history(best).epochs().size());
  }

  @Test
  void aFailureWhileWritingLeavesTheOldFile() throws Exception {
    var model = net();
    described(model).steps(5).checkpoint(file(), 1).run();
    described(model).steps(5).run();
    TrainingFile.write(file(), model, model.trainingState().orElseThrow());
    var before = Files.readAllBytes(file());
    var lambda = net().then(dev.gradus.engine.Layers.lambda("twice", x -> x.mul(2)));
    assertThrows(
        DataException.class,
        () -> lambda.train(DATA).epochs(1).callback(Checkpoint.everySteps(file(), 1)).run());
    assertArrayEquals(before, Files.readAllBytes(file()));
    try (var left = Files.list(folder)) {
      assertEquals(1, left.count());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    described(net()).steps(30).checkpoint(file(), 1).run();
    var other = net();
    var weights = other.parameters().snapshot();
    assertThrows(GradusException.class, () -> described(other).optimizer(sgd(1)).resume(file()));
    says(
        () -> described(Model.input(2).dense(5).named("m").dense(2)).resume(file()),
        "dense_1.weight: expected the shape [2, 5]");
    assertArrayEquals(weights, other.parameters().snapshot());
    net().save(folder.resolve("plain"));
    says(() -> described(net()).resume(folder.resolve("plain")), "holds no training state");
    says(() -> TrainingFile.read(folder.resolve("plain")), "holds no training state");
    says(() -> described(net()).resume(folder.resolve("none")), "there is no file");
  }

  @Test
  void statesThatAreNotSound() {
    described(net()).steps(30).callback(Checkpoint.everySteps(file(), 30)).run();
    refused("\"epoch\":3", "\"epoch\":4", "in epoch 4 after 2 finished");
    refused("\"stepInEpoch\":6", "\"stepInEpoch\":60", "at step 60 of 12");
    refused("\"stepInEpoch\":6", "\"stepInEpoch\":-1", "at step -1");
    refused("\"step\":30", "\"step\":31", "has measured 30");
    refused("\"callbacksDone\":2", "\"callbacksDone\":9", "9 of its callbacks");
    refused("\"reason\":", "\"reasons\":", "misses reason");
    refused("\"sums\":{", "\"sums\":{\"x\":1,", "other settings");
    refused("\"growing\":[", "\"growing\":[null,", "is null");
    refused("\"metrics\":[", "\"metrics\":[null,", "is null");
    refused("\"optimizer\":\"adam\"", "\"optimizer\":null", "is null");
  }

  @Test
  void numbersOfCallbacksAndMetricsAreChecked() {
    described(net()).steps(30).callback(Checkpoint.everySteps(file(), 30)).run();
    spoilt("\"callbacks\":[[", "\"callbacks\":[[7,", "early stopping remembers 2 numbers");
    spoilt("\"metrics\":[[2.0", "\"metrics\":[[1e9", "no sound counts for the metric macro f1");
    spoilt("\"metrics\":[[2.0", "\"metrics\":[[2,0,1,1e18", "no sound counts");
    spoilt("\"metrics\":[[2.0", "\"metrics\":[[2,0,5,3", "no sound counts");
  }

  private void spoilt(String from, String to, String part) {
    var damaged = spoiltFile(from, to);
    var trainer = described(net()).callback(Checkpoint.everySteps(folder.resolve("other"), 1000));
    var message = assertThrows(GradusException.class, () -> trainer.resume(damaged)).getMessage();
    assertTrue(message.contains(part), message);
  }

  private Path spoiltFile(String from, String to) {
    var content = Safetensors.read(file());
    var strings = new java.util.HashMap<>(content.metadata());
    var text = strings.getOrDefault("training", "");
    assertTrue(text.contains(from), text);
    strings.put("training", text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to)));
    var damaged = folder.resolve("damaged");
    Safetensors.write(damaged, content.arrays().values(), Map.copyOf(strings));
    return damaged;
  }

  private void refused(String from, String to, String... parts) {
    var damaged = spoiltFile(from, to);
    says(() -> TrainingFile.read(damaged), parts);
    says(() -> TrainingFile.state(damaged, net()), parts);
    says(() -> TrainingFile.history(damaged), parts);
  }
}
