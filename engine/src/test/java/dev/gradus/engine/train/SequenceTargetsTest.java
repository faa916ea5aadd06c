package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.random.Philox;
import org.junit.jupiter.api.Test;

/// Class indices for every position of a sequence.
class SequenceTargetsTest {
  private static final int TIME = 4;

  /// The class of a position is the place of its largest number.
  private static Dataset data(int n, int last) {
    var random = new Philox(5, 0);
    var inputs = new float[n * TIME * 3];
    var targets = new float[n * TIME];
    for (int i = 0; i < n * TIME; i++) {
      int c = random.nextInt(3);
      for (int k = 0; k < 3; k++) {
        inputs[3 * i + k] = random.nextFloat() * 0.5f + (k == c ? 1 : 0);
      }
      targets[i] = i == 0 ? last : c;
    }
    return Dataset.regression(Shape.of(TIME, 3), inputs, Shape.of(TIME), targets);
  }

  private static LayerSpec positions() {
    return (input, init) -> {
      var w = init.kernel("weight", null, input.last(), 3);
      return Layer.fixed(x -> x.reshape(-1, 3).matmul(w).reshape(x.shape().dim(0), TIME, 3), w);
    };
  }

  private static Model model() {
    return Model.sequential(Shape.of(TIME, 3), positions()).seed(2);
  }

  @Test
  void theyAreLearntAndCountedByPosition() {
    var model = model();
    var data = data(120, 0);
    var history =
        model
            .train(data)
            .optimizer(adam(0.05))
            .metrics(new Doubles.Hits(true))
            .validation(data)
            .epochs(12)
            .run();
    var measured = model.evaluate(data, new Doubles.Hits(true));
    assertTrue(measured.accuracy() > 0.97, history.toString());
    assertEquals(measured.metric("hits"), measured.accuracy(), 1e-12);
    assertEquals(measured.accuracy(), history.validationAccuracy()[11], 1e-12);
    assertEquals(history.metric("hits")[3], history.accuracy()[3], 1e-12);
    assertEquals(120 * TIME * 3, model.predict(data).size());
    assertEquals("cross-entropy", history.lossName());
    var e = assertThrows(GradusException.class, () -> measured.metric("other"));
    assertTrue(e.getMessage().contains("loss, accuracy, hits"), e.getMessage());
  }

  @Test
  void indicesOutOfRangeAreRefusedBeforeTraining() {
    var e = assertThrows(ShapeException.class, () -> model().train(data(10, 3)).run());
    assertTrue(e.getMessage().contains("from 0 to 2"), e.getMessage());
  }

  @Test
  void outputsThatDoNotFitAreRefused() {
    var flat = Model.input(TIME, 3).flatten().dense(5);
    var e =
        assertThrows(
            ShapeException.class, () -> flat.train(data(10, 0)).loss(new CrossEntropy()).run());
    assertTrue(e.getMessage().contains("[4, classes]"), e.getMessage());
  }
}
