package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.TargetPart;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuitableLossTest {
  private static final int N = 90;

  /// Three classes, two classes and two numbers for each of the points.
  private static Dataset data() {
    var x = Context.seeded(4).call(() -> Tensor.randn(N, 4).toArray());
    var three = new int[N];
    var two = new int[N];
    var numbers = new float[2 * N];
    for (int i = 0; i < N; i++) {
      three[i] = x[4 * i] < -0.4 ? 0 : x[4 * i] < 0.4 ? 1 : 2;
      two[i] = x[4 * i + 1] > 0 ? 1 : 0;
      numbers[2 * i] = x[4 * i + 2] + 1;
      numbers[2 * i + 1] = x[4 * i + 3] - 1;
    }
    var shape = Shape.of(4);
    return Dataset.of(shape, x, three, 3)
        .targetsBeside(
            Dataset.of(shape, x, two, 2), Dataset.regression(shape, x, Shape.of(2), numbers));
  }

  private static Model model() {
    var x = Wire.input("x", 4);
    var outputs =
        List.of(x.dense(3).named("third"), x.dense(1).named("side"), x.dense(2).named("place"));
    return Model.of(List.of(x), outputs).seed(3);
  }

  @Test
  void severalOutputsGiveTheSumOfWhatSuitsEach() {
    var model = model();
    var expected =
        LossSum.of(model)
            .with("third", new CrossEntropy())
            .with("side", new BinaryCrossEntropy())
            .with("place", new MeanSquared());
    assertEquals(expected, Evaluator.lossFor(model, data()));
    assertEquals(
        List.of(
            new TargetPart(Shape.of(), 3),
            new TargetPart(Shape.of(), 2),
            new TargetPart(Shape.of(2), 0)),
        data().targetParts());
  }

  /// Each term computed by hand from the scores.
  @Test
  void evaluationAddsTheLossesOfTheOutputs() {
    var model = model();
    var data = data();
    double third = 0;
    double side = 0;
    double place = 0;
    for (int i = 0; i < N; i++) {
      var said = model.predict(Tensor.of(Shape.of(1, 4), data.input(i))).toArray();
      var right = data.target(i);
      double sum = Math.exp(said[0]) + Math.exp(said[1]) + Math.exp(said[2]);
      third += (Math.log(sum) - said[(int) right[0]]) / N;
      side += Math.log1p(Math.exp(right[1] > 0 ? -said[3] : said[3])) / N;
      place += (Math.pow(said[4] - right[2], 2) + Math.pow(said[5] - right[3], 2)) / (2 * N);
    }
    var measured = model.evaluate(data);
    assertEquals(third + side + place, measured.loss(), 1e-5);
    assertTrue(Double.isNaN(measured.accuracy()));
    var weighted =
        LossSum.of(model)
            .with("third", new CrossEntropy(), 2)
            .with("side", new BinaryCrossEntropy(), 0)
            .with("place", new MeanSquared(), 0.25);
    assertEquals(2 * third + place / 4, model.evaluate(data, weighted).loss(), 1e-5);
  }

  @Test
  void trainingWithoutANamedLossLearnsAllOutputs() {
    var model = model();
    var data = data();
    double before = model.evaluate(data).loss();
    var history = model.train(data).optimizer(new Adam(0.03)).epochs(60).run();
    assertEquals(Evaluator.lossFor(model, data).name(), history.lossName());
    assertTrue(model.evaluate(data).loss() < 0.3 * before, history.toString());
    assertEquals(model.evaluate(data).loss(), model.evaluate(data.shuffle(2)).loss(), 1e-5);
  }

  @Test
  void partsStayWithTheSamples() {
    var data = data();
    var parts = data.targetParts();
    assertEquals(parts, data.take(10).targetParts());
    assertEquals(parts, data.take(10).concat(data.skip(10)).targetParts());
    assertEquals(parts, data.beside(data.withName("again")).targetParts());
    var more = Dataset.regression(Shape.of(4), new float[4 * N], Shape.of(1), new float[N]);
    var joined = data.targetsBeside(more).targetParts();
    assertEquals(4, joined.size());
    assertEquals(parts, joined.subList(0, 3));
  }
}
