package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final Dataset DATA = Rings.points(200, 1);

  /// Gives the input times a weight.
  private static Model times(float weight, boolean sigmoid) {
    var model = Model.input(1).dense(1);
    model.layer("dense_1").parameter("weight").set(weight);
    return sigmoid ? model.sigmoid() : model;
  }

  @Test
  void aScoreAboveZeroOrAProbabilityAboveOneHalfIsYes() {
    var x = Tensor.of(Shape.of(5, 1), -3, -0.1f, 0, 0.1f, 3);
    var yes = new int[] {0, 0, 0, 1, 1};
    assertArrayEquals(yes, times(2, false).predictClasses(x));
    assertArrayEquals(yes, times(2, true).predictClasses(x));
    assertArrayEquals(new int[] {1, 1, 0, 0, 0}, times(-1, true).predictClasses(x));
    var block = Model.input(1).then(new dev.gradus.engine.layer.Sigmoid().named("probability"));
    assertArrayEquals(yes, block.predictClasses(x));
  }

  @Test
  void theClassesAreThoseThatTheAccuracyCounts() {
    var model = Model.input(2).dense(24).relu().dense(1).seed(3);
    model.train(DATA).optimizer(new Adam(1e-2)).epochs(30).run();
    int[] classes = model.predictClasses(DATA);
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += classes[i] == DATA.label(i) ? 1 : 0;
    }
    assertTrue(right > 180, right + " of 200");
    assertEquals(right / 200.0, model.evaluate(DATA).accuracy(), 1e-12);
    var matrix = ConfusionMatrix.of(DATA.labels(), classes, 2);
    assertEquals(right / 200.0, matrix.accuracy(), 1e-12);
  }

  private static void refused(Runnable asked, String... parts) {
    var e = assertThrows(GradusException.class, asked::run);
    for (var part : parts) {
      assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
  }

  @Test
  void aQuantityIsNoClass() {
    var x = new float[] {1, 2, 3, 4};
    var line = Dataset.regression(Shape.of(1), x, Shape.of(1), x);
    var model = times(1, false);
    model.train(line).epochs(1).run();
    refused(() -> model.predictClasses(line), "mean squared error", "predict(...)");
    refused(() -> model.predictClasses(Tensor.of(Shape.of(1, 1), 1)), "no class");
    var three = Dataset.of(Shape.of(1), x, new int[] {0, 1, 2, 2}, 3);
    refused(() -> times(1, false).predictClasses(three), "have 3", "dense(3)");
  }

  @Test
  void severalOutputsHaveNoSingleClass() {
    var x = Wire.input("x", 2);
    var model = Model.of(List.of(x), List.of(x.dense(2).named("a"), x.dense(3).named("b")));
    refused(() -> model.predictClasses(Tensor.zeros(1, 2)), "outputs", "predictAll");
  }

  /// A sigmoid with the squared error is the classic net of two classes.
  @Test
  void aSigmoidTrainedWithTheSquaredErrorStillDecides() {
    var x = new float[] {-2, -1, 1, 2};
    var data = Dataset.regression(Shape.of(1), x, Shape.of(1), new float[] {0, 0, 1, 1});
    var model = times(0.5f, true);
    model.train(data).epochs(1).run();
    assertArrayEquals(new int[] {0, 0, 1, 1}, model.predictClasses(data));
  }
}
