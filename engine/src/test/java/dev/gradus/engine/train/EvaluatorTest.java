package dev.gradus.engine.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  /// More samples than a batch of the evaluator, and not a multiple of it.
  private static final int SAMPLES = 607;

  private static Dataset data() {
    var inputs = Context.seeded(2).call(() -> Tensor.randn(SAMPLES, 5).toArray());
    var labels = new int[SAMPLES];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % 3;
    }
    return Dataset.of(Shape.of(5), inputs, labels, 3);
  }

  @Test
  void lossAndAccuracyEqualAPlainCount() {
    var model = Model.input(5).dense(8).tanh().dense(3).seed(6);
    var data = data();
    var x = Tensor.of(Shape.of(SAMPLES, 5), all(data));
    var scores = model.forward(x);
    var labels = new float[SAMPLES];
    int correct = 0;
    var best = scores.argmax();
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = data.label(i);
      correct += best[i] == data.label(i) ? 1 : 0;
    }
    var measured = model.evaluate(data);
    assertEquals(scores.crossEntropy(Tensor.of(labels)).item(), measured.loss(), 1e-5);
    assertEquals((double) correct / SAMPLES, measured.accuracy(), 1e-12);
    assertEquals(SAMPLES, measured.samples());
    assertArrayEquals(best, model.predictClasses(data));
    assertArrayEquals(scores.toArray(), model.predict(data).toArray(), 1e-5f);
    assertEquals(measured, model.evaluate(data), "a second time");
  }

  private static float[] all(Dataset data) {
    var values = new float[data.size() * data.inputShape().size()];
    for (int i = 0; i < data.size(); i++) {
      System.arraycopy(data.input(i), 0, values, i * 5, 5);
    }
    return values;
  }

  @Test
  void anEvaluationReadsAsASentence() {
    assertEquals(
        "loss 0.0812, accuracy 97.50 % (10,000 samples)",
        new Evaluation(0.0812, 0.975, 10_000).toString());
    assertEquals("loss 1.5000 (3 samples)", new Evaluation(1.5, Double.NaN, 3).toString());
  }
}
