package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.train.Rings;
import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Covers("C30")
class KFoldTest {
  /// Sample i holds the number i; 20 of class 0, 3 of class 1.
  private static Dataset numbered() {
    var inputs = new float[23];
    for (int i = 0; i < 23; i++) {
      inputs[i] = i;
    }
    int[] labels = IntStream.range(0, 23).map(i -> i < 20 ? 0 : 1).toArray();
    return Dataset.of(Shape.of(1), inputs, labels, 2);
  }

  @Test
  void everySampleIsMeasuredOnOnceAndNeverTrainedOnInThatFold() {
    var measured = new HashSet<Float>();
    for (var pair : KFold.of(numbered(), 5).seed(1).pairs()) {
      var train = new HashSet<Float>();
      for (int i = 0; i < pair.train().size(); i++) {
        train.add(pair.train().input(i)[0]);
      }
      for (int i = 0; i < pair.test().size(); i++) {
        assertTrue(measured.add(pair.test().input(i)[0]));
        assertTrue(!train.contains(pair.test().input(i)[0]));
      }
      assertEquals(23, pair.train().size() + pair.test().size());
      assertTrue(pair.test().size() == 4 || pair.test().size() == 5);
    }
    assertEquals(23, measured.size());
  }

  @Test
  void classesCanBeSpreadEvenly() {
    for (var pair : KFold.of(numbered(), 3).stratified().pairs()) {
      assertEquals(1, pair.test().classCounts()[1]);
    }
  }

  @Test
  void meanAndDeviationOfTheScores() {
    var scores = new KFold.Scores(new double[] {0.8, 0.9, 1.0});
    assertEquals(0.9, scores.mean(), 1e-12);
    assertEquals(0.1, scores.std(), 1e-12);
    assertEquals("0.9000 +- 0.1000 over 3 folds", scores.toString());
    var folds = KFold.of(Rings.points(200, 1), 4);
    var run =
        folds.run(pair -> {
          var model = Rings.net();
          model.train(pair.train()).optimizer(adam(1e-2)).epochs(10).run();
          return model.evaluate(pair.test()).accuracy();
        });
    assertEquals(4, run.values().length);
    assertTrue(run.mean() > 0.8, run.toString());
    assertArrayEquals(
        folds.pairs().getFirst().test().labels(), folds.pairs().getFirst().test().labels());
  }

  @Test
  void foldsMustBePossible() {
    assertThrows(GradusException.class, () -> KFold.of(numbered(), 1));
    assertThrows(GradusException.class, () -> KFold.of(numbered(), 24));
  }
}
