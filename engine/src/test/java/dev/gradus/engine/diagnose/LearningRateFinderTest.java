package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.train.Rings;
import org.junit.jupiter.api.Test;

@Covers("C35")
class LearningRateFinderTest {
  @Test
  void theCurveIsFlatThenFallsThenExplodes() {
    var model = Rings.net();
    var data = Rings.points(400, 1);
    var curve =
        LearningRateFinder.of(model, data).optimizer(adam()).range(1e-6, 100).steps(120).run();
    double[] rates = curve.rates();
    assertEquals(1e-6, rates[0], 1e-12);
    for (int i = 1; i < rates.length; i++) {
      assertEquals(Math.pow(1e8, 1.0 / 119), rates[i] / rates[i - 1], 1e-9);
    }
    double[] smoothed = curve.smoothed();
    assertEquals(smoothed[0], smoothed[20], 0.3 * smoothed[0], "too low is flat");
    double lowest = java.util.Arrays.stream(smoothed).min().orElseThrow();
    assertTrue(lowest < 0.8 * smoothed[0], "in between it falls");
    assertTrue(smoothed[smoothed.length - 1] > 4 * lowest, "too high explodes");
    assertTrue(rates.length < 120, "and stops");
    int lowestAt = 0;
    for (int i = 1; i < smoothed.length; i++) {
      lowestAt = smoothed[i] < smoothed[lowestAt] ? i : lowestAt;
    }
    assertTrue(curve.suggestion() <= rates[lowestAt], "not behind the lowest loss");
    assertTrue(curve.suggestion() >= rates[rates.length / 10], "not in the noise at the start");
    assertTrue(curve.suggestion() > 1e-4 && curve.suggestion() < 1, "" + curve.suggestion());
    var history = model.train(data).optimizer(adam(curve.suggestion())).epochs(20).run();
    assertTrue(history.accuracy()[19] > 0.9, history.toString());
  }

  @Test
  void theModelIsAfterwardsAsBefore() {
    var model = Rings.net();
    model.train(Rings.points(50, 1)).epochs(1).run();
    var weights = model.parameters().snapshot();
    var history = model.history();
    var state = model.trainingState();
    long steps = model.stepsTrained();
    LearningRateFinder.of(model, Rings.points(200, 1)).optimizer(sgd(0.1)).range(1e-4, 1e9).run();
    assertArrayEquals(weights, model.parameters().snapshot());
    assertEquals(history, model.history());
    assertEquals(state, model.trainingState());
    assertEquals(steps, model.stepsTrained());
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    var finder = LearningRateFinder.of(Rings.net(), Rings.points(20, 1));
    assertThrows(GradusException.class, () -> finder.range(0, 1));
    assertThrows(GradusException.class, () -> finder.range(1, 0.1));
    assertThrows(GradusException.class, () -> finder.steps(3));
  }
}
