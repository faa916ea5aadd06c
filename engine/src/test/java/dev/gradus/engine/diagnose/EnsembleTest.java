package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.softmax;
import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Flow;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.train.Rings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnsembleTest {
  /// A model whose scores are given, whatever the input.
  private static Model fixed(float... scores) {
    var model = Model.sequential(Shape.of(1), dense(scores.length));
    model.layer("dense_1").parameter("weight").set(new float[scores.length]);
    model.layer("dense_1").parameter("bias").set(scores);
    return model;
  }

  private static Dataset one(int label) {
    return Dataset.of(Shape.of(1), new float[] {1}, new int[] {label}, 2);
  }

  @Test
  void meanAndVoteMayDiffer() {
    // two members lean a little to class 0, one is sure of class 1
    float ln = (float) Math.log(0.55 / 0.45);
    var ensemble = Ensemble.of(fixed(ln, 0), fixed(ln, 0), fixed(0, 5));
    var data = one(0);
    double sure = 1 / (1 + Math.exp(5));
    assertEquals((0.55 + 0.55 + sure) / 3, ensemble.predict(data).toArray()[0], 1e-6);
    assertArrayEquals(new int[] {1}, ensemble.predictClasses(data));
    assertArrayEquals(new int[] {0}, ensemble.vote(data));
    var scores = ensemble.evaluate(data);
    assertArrayEquals(new double[] {1, 1, 0}, scores.members());
    assertEquals(0, scores.mean());
    assertEquals(1, scores.vote());
    assertEquals(0, scores.disagreement()[0][1]);
    assertEquals(1, scores.disagreement()[0][2]);
  }

  @Test
  void aTieGoesToTheLargerProbability() {
    var ensemble = Ensemble.of(fixed(1, 0), fixed(0, 5));
    assertArrayEquals(new int[] {1}, ensemble.vote(one(0)));
    var other = Ensemble.of(fixed(5, 0), fixed(0, 1));
    assertArrayEquals(new int[] {0}, other.vote(one(0)));
  }

  @Test
  void modelsThatGiveProbabilitiesAreNotSquashedAgain() {
    var model = Model.sequential(Shape.of(1), dense(2), softmax());
    model.layer("dense_1").parameter("weight").set(0, 0);
    model.layer("dense_1").parameter("bias").set(3, 0);
    assertEquals(1 / (1 + Math.exp(-3)), Ensemble.of(model).predict(one(0)).toArray()[0], 1e-6);
  }

  /// -ln is convex, so this holds always (Jensen). Accuracy has no such law: on small problems an
  /// ensemble may be right on a sample or two fewer than its members are on average.
  @Test
  void theLossOfTheMeanProbabilityIsNeverAboveTheMeanLoss() {
    var train = Rings.points(120, 1);
    var test = Rings.points(400, 2);
    var members = new Model[5];
    double meanLoss = 0;
    for (int i = 0; i < 5; i++) {
      members[i] = Rings.net().seed(10 + i);
      members[i].train(train).optimizer(adam(1e-2)).epochs(60).run();
      meanLoss += members[i].evaluate(test).loss() / 5;
    }
    float[] probabilities = Ensemble.of(members).predict(test).toArray();
    double loss = 0;
    for (int i = 0; i < test.size(); i++) {
      loss -= Math.log(probabilities[2 * i + test.label(i)]) / test.size();
    }
    assertTrue(loss <= meanLoss + 1e-6, loss + " against " + meanLoss);
  }

  @Test
  @Covers("C27")
  void fiveNetsTogetherAreNotWorseOnDigitsThanTheirMean() {
    var digits = Datasets.digits();
    var members = new Model[5];
    for (int i = 0; i < 5; i++) {
      members[i] = Model.input(1, 28, 28).flatten().dense(32).relu().dense(10).seed(10 + i);
      members[i].train(digits.train().take(300)).optimizer(adam(3e-3)).epochs(10).run();
    }
    var scores = Ensemble.of(members).evaluate(digits.test());
    double mean = Arrays.stream(scores.members()).average().orElseThrow();
    assertTrue(scores.mean() >= mean, scores.mean() + " against " + mean);
    assertTrue(scores.vote() >= mean, scores.vote() + " against " + mean);
  }

  @Test
  void modelsMustFitEachOther() {
    assertThrows(GradusException.class, () -> Ensemble.of());
    var e = assertThrows(GradusException.class, () -> Ensemble.of(fixed(1, 2), fixed(1, 2, 3)));
    assertTrue(e.getMessage().contains("[3]"), e.getMessage());
  }

  private static Model graph(long seed, boolean probabilities) {
    var left = Flow.input("left", 2);
    var right = Flow.input("right", 2);
    var scores = Flow.concat(left.dense(8).tanh(), right.dense(8).tanh()).dense(2);
    return Model.of(probabilities ? scores.softmax().named("p") : scores).seed(seed);
  }

  @Test
  void modelsWithSeveralInputsInFoldsSearchesAndEnsembles() {
    var points = Rings.points(120, 1);
    var data = points.withName("left").beside(points.withName("right"));
    var ensemble = Ensemble.of(graph(1, false), graph(2, true));
    var scores = ensemble.predict(data).toArray();
    for (int i = 0; i < 120; i++) {
      assertEquals(1, scores[2 * i] + scores[2 * i + 1], 1e-5, "probabilities, taken once");
    }
    assertEquals(
        0.5 * ensemble.members().getFirst().predict(data).softmax().toArray()[0]
            + 0.5 * ensemble.members().getLast().predict(data).toArray()[0],
        scores[0],
        1e-6);
    var folds =
        KFold.of(data, 3)
            .stratified()
            .run(pair -> {
              var model = graph(3, false);
              model.train(pair.train()).optimizer(adam(3e-2)).epochs(12).run();
              return model.evaluate(pair.test()).accuracy();
            });
    assertEquals(3, folds.values().length);
    assertTrue(folds.mean() > 0.75, folds.toString());
    var search = Search.grid(1).choice("rate", 1e-6, 3e-2).smallerIsBetter();
    search.run(trial -> {
      var model = graph(3, false);
      model.train(data).optimizer(adam(trial.real("rate"))).epochs(5).run();
      return model.evaluate(data).loss();
    });
    assertEquals(3e-2, search.best().trial().real("rate"));
    var x = Flow.input("x", 2);
    var two = Model.of(List.of(x), List.of(x.dense(2), x.dense(3)));
    assertThrows(GradusException.class, () -> Ensemble.of(two));
  }
}
