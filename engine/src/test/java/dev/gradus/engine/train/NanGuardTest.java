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
import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import org.junit.jupiter.api.Test;

@Covers("C36")
class NanGuardTest {
  /// A penalty whose derivative is not a number.
  private record Broken() implements Regularizer {
    @Override
    public double penalty(Backend backend, Slice weights) {
      return 0;
    }

    @Override
    public void addGradient(Backend backend, Slice weights, Slice gradients) {
      gradients.set(0, Double.NaN);
    }

    @Override
    public String describe() {
      return "broken";
    }
  }

  private static NumericException failure(Trainer trainer) {
    return assertThrows(NumericException.class, trainer::run);
  }

  @Test
  void aGradientThatIsNoNumberNamesItsLayerAndChangesNothing() {
    var model = Rings.net();
    model.layer("dense_2").parameter("weight").regularizer(new Broken());
    var before = model.parameters().snapshot();
    var e = failure(model.train(Rings.points(50, 1)));
    assertTrue(e.getMessage().contains("gradient"), e.getMessage());
    assertTrue(e.getMessage().contains("dense_2 (weight)"), e.getMessage());
    assertArrayEquals(before, model.parameters().snapshot());
    assertEquals(0, model.stepsTrained());
    assertEquals(0, model.history().orElseThrow().steps());
  }

  @Test
  void aWeightThatOverflowsIsPutBack() {
    var model = Rings.net();
    var before = model.parameters().snapshot();
    var e = failure(model.train(Rings.points(50, 1)).optimizer(sgd(1e300)));
    assertTrue(e.getMessage().contains("new weight"), e.getMessage());
    assertArrayEquals(before, model.parameters().snapshot());
    assertTrue(model.trainingState().isEmpty(), "the optimizer's memory is not that of a step");
  }

  @Test
  void theGuardCanBeSwitchedOffExceptForTheLoss() {
    var model = Rings.net();
    var trainer = model.train(Rings.points(50, 1)).optimizer(sgd(1e300)).batchSize(25);
    var e = failure(trainer.nanGuard(false));
    assertTrue(e.getMessage().contains("the loss became"), e.getMessage());
    assertEquals(1, model.history().orElseThrow().steps());
  }

  @Test
  void aModelThatRunsOperationByOperationNamesItsLayerToo() {
    LayerSpec own =
        (input, init) -> {
          var w = init.kernel("weight", null, input.last(), 2);
          return Layer.of(x -> x.mean().item() > 1e30 ? x.neg().matmul(w) : x.matmul(w), w);
        };
    var model = Model.sequential(Shape.of(2), dense(8), relu(), own).seed(3);
    var weight = model.layer("dense_1").parameter("weight");
    var values = weight.toArray();
    values[3] = Float.NaN;
    weight.set(values);
    var e = failure(model.train(Rings.points(50, 1)).optimizer(adam()));
    assertTrue(e.getMessage().contains("first in dense_1"), e.getMessage());
  }

  @Test
  void aHugeRateStopsWithAMessageAndUsableWeights() {
    var model = Rings.net();
    var e = failure(model.train(Rings.points(200, 1)).optimizer(sgd(1e30)).batchSize(20));
    assertTrue(e.getMessage().contains("learning rate"), e.getMessage());
    for (float w : model.parameters().snapshot()) {
      assertTrue(Float.isFinite(w));
    }
  }

  /// A rate as it may be mistyped, on a line: every step overshoots by hundreds of times, until the
  /// square of the error is too large. What is said names the place, the rate and the way out.
  @Test
  void aRateOfAThousandStopsWithAMessage() {
    var x = new float[100];
    var y = new float[100];
    for (int i = 0; i < 100; i++) {
      x[i] = i / 50f - 1;
      y[i] = 2 * x[i] + 1;
    }
    var line = Dataset.regression(Shape.of(1), x, Shape.of(1), y);
    var model = Model.sequential(Shape.of(1), dense(1)).seed(1);
    var e = failure(model.train(line).optimizer(sgd(1e3)).batchSize(20).epochs(20));
    var message = String.valueOf(e.getMessage());
    assertTrue(message.contains("Infinity, first in meanSquaredError"), message);
    assertTrue(message.contains("learning rate (1000.0) is too high"), message);
    for (float w : model.parameters().snapshot()) {
      assertTrue(Float.isFinite(w));
    }
  }
}
