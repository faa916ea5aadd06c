package dev.gradus.engine.diagnose;

import static dev.gradus.engine.Constraints.maxNorm;
import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.shared;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.sgd;
import static dev.gradus.engine.Regularizers.l2;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Flow;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.Dropout;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.Named;
import dev.gradus.engine.train.Rings;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("G01")
class OverfitCheckTest {
  @Test
  void aSoundModelLearnsFiftyDigitsByHeartInSpiteOfItsDropout() {
    var model =
        Model.sequential(
                Shape.of(1, 28, 28),
                conv2d(6, 5),
                relu(),
                maxPool2d(4),
                flatten(),
                dense(32),
                relu(),
                dropout(0.9),
                dense(10))
            .seed(1);
    var weights = model.parameters().snapshot();
    var result = OverfitCheck.of(model, Datasets.digits().train()).optimizer(adam(3e-3)).run();
    assertTrue(result.passed(), result.toString());
    assertEquals(1.0, result.accuracy());
    assertEquals(50, result.samples());
    assertTrue(result.epochs() < 300);
    assertEquals("all samples are learnt", result.history().stopped().orElseThrow());
    assertArrayEquals(weights, model.parameters().snapshot());
    assertTrue(model.history().isEmpty(), "the model itself was not trained");
  }

  @Test
  void brokenModelsFail() {
    var zero =
        Model.sequential(Shape.of(2), dense(16), relu(), dense(16), relu(), dense(2)).seed(2);
    zero.parameters().restore(new float[zero.parameters().size()]);
    var result = OverfitCheck.of(zero, Rings.points(80, 1)).epochs(60).run();
    assertFalse(result.passed(), "all weights zero: " + result);
    assertTrue(result.toString().startsWith("FAILED: 50 samples"), result.toString());
    var squeezed = Model.sequential(Shape.of(2), dense(1), sigmoid(), dense(2)).seed(2);
    assertFalse(OverfitCheck.of(squeezed, Rings.points(80, 1)).epochs(60).run().passed());
    var exploding = OverfitCheck.of(Rings.net(), Rings.points(80, 1)).optimizer(sgd(1e30)).run();
    assertFalse(exploding.passed());
    assertTrue(exploding.advice().contains("learning rate"), exploding.advice());
  }

  @Test
  void numbersAreLearntToAHundredthOfTheFirstLoss() {
    var x = new float[40];
    var y = new float[40];
    for (int i = 0; i < 40; i++) {
      x[i] = i / 20f - 1;
      y[i] = (float) Math.sin(3 * x[i]);
    }
    var data = Dataset.regression(Shape.of(1), x, Shape.of(1), y);
    var model = Model.sequential(Shape.of(1), dense(32), relu(), dense(1)).seed(2);
    var result = OverfitCheck.of(model, data).samples(20).optimizer(adam(1e-2)).run();
    assertTrue(result.passed(), result.toString());
    assertEquals(20, result.samples());
    assertTrue(Double.isNaN(result.accuracy()));
  }

  @Test
  void graphsAndDropoutWithinBlocks() {
    var left = Flow.input("left", 2);
    var right = Flow.input("right", 2);
    var block =
        shared(
            sequential(
                dense(16).regularized(l2(10)).named("in"),
                residual(dense(16).constrained(maxNorm(1e-3)), dropout(0.9), relu()),
                concat(sequential(dropout(0.9), dense(16)), spatialFree())));
    var out = Flow.concat(left.then(block), right.then(block)).dropout(0.9).named("drop").dense(2);
    var model = Model.of(out).seed(4);
    var points = Rings.points(60, 1);
    var data = points.withName("left").beside(points.withName("right"));
    var weights = model.parameters().snapshot();
    var bare = Bare.copy(model);
    assertArrayEquals(weights, bare.parameters().snapshot());
    assertEquals(
        List.copyOf(model.namedParameters().keySet()),
        List.copyOf(bare.namedParameters().keySet()));
    assertEquals(new Named("drop", new Dropout(0)), bare.layer("drop").spec());
    assertTrue(bare.parameters().list().stream().allMatch(w -> w.regularizer() == null));
    assertTrue(bare.parameters().list().stream().allMatch(w -> w.constraint() == null));
    assertArrayEquals(model.predict(data).toArray(), bare.predict(data).toArray());
    var result = OverfitCheck.of(model, data).samples(20).optimizer(adam(3e-3)).run();
    assertTrue(result.passed(), result.toString());
    assertArrayEquals(weights, model.parameters().snapshot());
  }

  private static LayerSpec spatialFree() {
    return sequential(dense(8), relu());
  }
}
