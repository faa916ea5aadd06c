package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Metrics.binaryAccuracy;
import static dev.gradus.engine.Optimizers.adam;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Device;
import dev.gradus.engine.Flow;
import dev.gradus.engine.Losses;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Models whose output suits the data in other ways than one score for each class.
class FitTest {
  private static final Dataset DATA = Rings.points(300, 1);

  private static Loss named(String name) {
    return name.equals("hinge") ? Losses.hinge() : Losses.binaryCrossEntropy();
  }

  @ParameterizedTest
  @ValueSource(strings = {"hinge", "binary cross-entropy"})
  void twoClassesWithOneScore(String loss) {
    for (var device : new Device[] {Device.cpu(), Device.reference()}) {
      var model = Model.sequential(Shape.of(2), dense(24), relu(), dense(1)).seed(3).on(device);
      var held = Rings.points(150, 2);
      var history =
          model
              .train(DATA)
              .loss(named(loss))
              .optimizer(adam(1e-2))
              .epochs(30)
              .validation(held)
              .metrics(binaryAccuracy())
              .run();
      assertTrue(history.accuracy()[29] > 0.93, history.toString());
      assertTrue(history.validationAccuracy()[29] > 0.88, history.toString());
      var last = history.epochs().getLast();
      assertEquals(last.accuracy(), last.value("binary accuracy"), 1e-12);
      var measured = Evaluator.evaluate(model, held, named(loss));
      int right = 0;
      var scores = model.predict(held).toArray();
      for (int i = 0; i < scores.length; i++) {
        right += (scores[i] > 0 ? 1 : 0) == held.label(i) ? 1 : 0;
      }
      assertEquals(right / 150.0, measured.accuracy(), 1e-12);
    }
  }

  @Test
  void theLabelZeroIsTheOtherSideOfTheHinge() {
    var scores = Tensor.of(Shape.of(4, 1), 0.5f, -3, 2, -0.25f);
    double expected = (1.5 + 0 + 0 + 1.25) / 4;
    assertEquals(expected, new Hinge().of(scores, Tensor.of(0, 0, 1, 1)).item(), 1e-6);
    assertEquals(expected, new Hinge().of(scores, Tensor.of(-1, -1, 1, 1)).item(), 1e-6);
  }

  @Test
  void oneScoreAndTwoClassesSuitTheBinaryCrossEntropy() {
    var model = Model.input(2).dense(1);
    assertEquals(new BinaryCrossEntropy(), Evaluator.lossFor(model, DATA));
    assertEquals(new CrossEntropy(), Evaluator.lossFor(Model.input(2).dense(2), DATA));
  }

  private static void refused(Model model, Dataset data, Loss loss, String... parts) {
    var e = assertThrows(ShapeException.class, () -> Evaluator.evaluate(model, data, loss));
    for (var part : parts) {
      assertTrue(String.valueOf(e.getMessage()).contains(part), e.getMessage());
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    refused(Model.input(2).dense(2), DATA, new BinaryCrossEntropy(), "[2]", "dense(1)");
    var three = Dataset.of(Shape.of(2), new float[6], new int[] {0, 1, 2}, 3);
    refused(Model.input(2).dense(1), three, new Hinge(), "tells two classes apart", "have 3");
    refused(Model.input(2).dense(1), DATA, new MeanSquared(), "needs numbers");
    var x = Flow.input("x", 2);
    var model = Model.of(List.of(x), List.of(x.dense(2).named("a"), x.dense(3).named("b")));
    var data = Dataset.regression(Shape.of(2), new float[4], Shape.of(4), new float[8]);
    refused(model, data, Evaluator.lossFor(model, data), "outputs", "LossSum.of(model)");
  }
}
