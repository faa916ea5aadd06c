package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Layers;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.Initializer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@Covers({"B35"})
class LossesTest {
  private static final Tensor WRONG = Tensor.of(new float[][] {{0, 3, 1}, {1, 0, -1}});
  private static final Tensor LABELS = Tensor.of(0, 2);

  @Test
  void theNamesAreKnown() {
    for (var name : Losses.names()) {
      assertFalse(Losses.named(name).name().isBlank());
    }
    assertEquals(Losses.meanSquared(), Losses.named("MSE"));
    var e = assertThrows(GradusException.class, () -> Losses.named("entropy"));
    assertTrue(Objects.requireNonNull(e.getMessage()).contains("cross_entropy, "));
  }

  @Test
  void aScoreForEachSampleTakesLabelsOfTwoClasses() {
    var scores = Tensor.of(Shape.of(2, 1), 2, -1);
    var loss = Losses.binaryCrossEntropy().of(scores, Tensor.of(1, 0)).item();
    double expected = (Math.log1p(Math.exp(-2)) + Math.log1p(Math.exp(-1))) / 2;
    assertEquals(expected, loss, 1e-6);
    assertEquals(1, new Huber(2).of(scores, Tensor.of(1, -2)).item() * 2, 1e-6);
  }

  @Test
  void settingsChangeTheCrossEntropy() {
    var plain = Losses.crossEntropy();
    double base = plain.of(WRONG, LABELS).item();
    assertNotEquals(base, plain.smoothed(0.1).of(WRONG, LABELS).item(), 1e-3);
    assertNotEquals(base, plain.weighted(1, 1, 3).of(WRONG, LABELS).item(), 1e-3);
    var second = Tensor.of(new float[][] {{1, 0, -1}});
    double alone = plain.of(second, Tensor.of(2)).item();
    assertEquals(alone, plain.ignoring(0).of(WRONG, LABELS).item(), 1e-6);
    assertThrows(GradusException.class, () -> plain.smoothed(1.5));
    assertThrows(GradusException.class, () -> new Huber(-1));
    assertThrows(GradusException.class, () -> new Hinge(0));
    assertThrows(GradusException.class, () -> new MulticlassHinge(-2));
  }

  /// Sequences of different lengths: padded steps change nothing.
  @Test
  void paddedStepsDoNotCount() {
    var scores = Tensor.of(Shape.of(1, 3, 2), 1, 0, 0, 2, 7, -7);
    var two = Tensor.of(Shape.of(1, 2, 2), 1, 0, 0, 2);
    var loss = Losses.sequenceCrossEntropy();
    double padded = loss.of(scores, Tensor.of(Shape.of(1, 3), 0, 1, -1)).item();
    assertEquals(loss.of(two, Tensor.of(Shape.of(1, 2), 0, 1)).item(), padded, 1e-6);
  }

  /// A network of small first weights knows nothing: about ln 10 on ten classes.
  @Test
  void smallFirstWeightsCostLn10OnTenClasses() {
    var digits = Datasets.digits(200, 10, 1).train();
    for (int seed = 1; seed <= 3; seed++) {
      var small = Initializer.normal(0.01);
      var model =
          Model.sequential(
                  digits.inputShape(),
                  Layers.flatten(),
                  Layers.dense(30).initializer(small),
                  Layers.relu(),
                  Layers.dense(10).initializer(small))
              .seed(seed);
      assertEquals(Math.log(10), model.evaluate(digits).loss(), 0.1);
    }
  }

  @Test
  @Covers({"C36"})
  void theFusedLossStaysFiniteWhereTheNaiveOneDoesNot() {
    var scores = Tensor.of(new float[][] {{200, -200}});
    var onehot = Tensor.of(new float[][] {{0, 1}});
    assertEquals(Float.NEGATIVE_INFINITY, scores.softmax().log().get(0, 1));
    assertEquals(Float.NEGATIVE_INFINITY, scores.softmax().log().mul(onehot).sum().item());
    var sure = Tensor.of(new float[][] {{1, 0}});
    assertTrue(Float.isNaN(scores.softmax().log().mul(sure).sum().item()), "0 times infinity");
    assertEquals(400, scores.crossEntropy(Tensor.of(1)).item(), 1e-3);
    assertEquals(0, scores.crossEntropy(Tensor.of(0)).item(), 1e-6);
  }

  /// A neuron that is certain and wrong: the squared error of its sigmoid hardly moves it, the
  /// cross-entropy does, by p - y.
  @Test
  void crossEntropyAvoidsTheSlowdown() {
    var target = Tensor.of(1);
    var x = Tensor.of(-6).requiresGrad();
    Losses.binaryCrossEntropy().of(x, target).backward();
    double p = 1 / (1 + Math.exp(6));
    assertEquals(p - 1, x.grad().get(0), 1e-6);
    var slow = Tensor.of(-6).requiresGrad();
    Losses.meanSquared().of(slow.sigmoid(), target).backward();
    assertEquals(2 * (p - 1) * p * (1 - p), slow.grad().get(0), 1e-6);
    assertTrue(Math.abs(x.grad().get(0)) > 100 * Math.abs(slow.grad().get(0)));
  }
}
