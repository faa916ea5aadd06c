package dev.gradus.engine.train;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.masking;
import static dev.gradus.engine.Layers.repeatVector;
import static dev.gradus.engine.Layers.simpleRnn;
import static dev.gradus.engine.Layers.timeDistributed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Datasets;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.random.Philox;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Small tasks that recurrent networks must learn, with the numbers of the course's table.
final class RecurrentToysTest {

  private static void report(String what, double value) {
    System.out.printf(Locale.ROOT, "toy %-40s %.3f%n", what, value);
  }

  /// The first of `steps` symbols is one of four to recall at the end, the others are noise.
  private static Toy.Maker recall(int steps) {
    return (random, n) -> {
      var rows = new int[n][steps];
      var labels = new float[n];
      for (int i = 0; i < n; i++) {
        for (int t = 0; t < steps; t++) {
          rows[i][t] = (t == 0 ? 0 : 4) + random.nextInt(4);
        }
        labels[i] = rows[i][0];
      }
      return new Toy.Batch(Toy.oneHot(rows, 8), Tensor.of(labels));
    };
  }

  private static double recall(LayerSpec layer, int steps, int updates, double rate, long seed) {
    var model = Model.sequential(Shape.of(steps, 8), layer, dense(4)).seed(seed);
    var toy = new Toy(model, new Adam(rate), new CrossEntropy());
    toy.train(recall(steps), updates, 32, seed);
    double accuracy = toy.accuracy(recall(steps), 200, 99);
    report(layer.describe() + ", recall over " + steps, accuracy);
    return accuracy;
  }

  private static Initializer identity() {
    return (shape, values, random) -> {
      for (int i = 0; i < shape.dim(0); i++) {
        values[i * shape.dim(1) + i] = 1;
      }
    };
  }

  @Test
  @Covers("D10")
  void rectifiersWithIdentityRecallWhereTanhDoesNot() {
    var irnn =
        simpleRnn(32)
            .rectified()
            .initializer(Initializer.normal(0.03))
            .recurrentInitializer(identity());
    assertTrue(recall(irnn, 30, 400, 3e-3, 1) > 0.99);
    assertTrue(recall(irnn, 60, 400, 3e-3, 1) > 0.99);
    // weights as PyTorch draws them: their radius is .6, so that the past fades
    var uniform = Initializer.uniform(1 / Math.sqrt(32));
    var tanh = simpleRnn(32).initializer(uniform).recurrentInitializer(uniform);
    assertTrue(recall(tanh, 30, 400, 3e-3, 1) < 0.4);
  }

  @Test
  @Covers("D12")
  void aForgetBiasOfThreeRecallsOverTwentySteps() {
    var uniform = Initializer.uniform(1 / Math.sqrt(16));
    var cell = lstm(16).initializer(uniform).recurrentInitializer(uniform);
    for (int seed = 1; seed <= 2; seed++) {
      assertTrue(recall(cell.forgetBias(3), 20, 600, 1e-2, seed) > 0.99);
      assertTrue(recall(cell.forgetBias(0), 20, 600, 1e-2, seed) < 0.5);
    }
  }

  private static final int[][] WORDS = {
    {26, 5, 18, 15, 0}, {15, 14, 5, 0, 0}, {20, 23, 15, 0, 0}, {20, 8, 18, 5, 5}, {6, 15, 21, 18, 0}
  };

  @Test
  @Covers("D17")
  void aClassIsSpelled() {
    Toy.Maker maker =
        (random, n) -> {
          var x = new float[n * WORDS.length];
          var y = new float[n * 5];
          for (int i = 0; i < n; i++) {
            int word = random.nextInt(WORDS.length);
            x[i * WORDS.length + word] = 1;
            for (int t = 0; t < 5; t++) {
              y[i * 5 + t] = WORDS[word][t];
            }
          }
          return new Toy.Batch(
              Tensor.of(Shape.of(n, WORDS.length), x), Tensor.of(Shape.of(n, 5), y));
        };
    var model =
        Model.sequential(
            Shape.of(WORDS.length), repeatVector(5), lstm(32).returnSequences(), dense(27));
    var toy = new Toy(model, new Adam(1e-2), new Toy.EveryStep());
    toy.train(maker, 200, 16, 1);
    double exact = toy.exact(maker, 100, 2);
    report("words spelled from their class", exact);
    assertTrue(exact >= 0.95);
  }

  private static final int REVIEW = 9;

  /// "good" (1) and "bad" (2), of which the last counts, turned by "not" (3) right before; other
  /// words 4 to 8; padding.
  private static Toy.Maker reviews(boolean padded) {
    return (random, n) -> {
      var rows = new int[n][REVIEW];
      var labels = new float[n];
      for (int i = 0; i < n; i++) {
        int length = padded ? 4 + random.nextInt(REVIEW - 3) : REVIEW;
        java.util.Arrays.fill(rows[i], -1);
        for (int t = 0; t < length; t++) {
          rows[i][t] = 4 + random.nextInt(5);
        }
        boolean good = random.nextInt(2) == 0;
        boolean not = random.nextInt(2) == 0;
        int at = 1 + random.nextInt(length - 1);
        rows[i][at] = good ? 1 : 2;
        if (not) {
          rows[i][at - 1] = 3;
        } else if (at + 1 < length) {
          rows[i][at + 1] = 3; // turns nothing
        }
        labels[i] = good != not ? 1 : 0;
      }
      return new Toy.Batch(Toy.oneHot(rows, 9), Tensor.of(labels));
    };
  }

  @Test
  @Covers("D18")
  void sentimentNeedsTheOrderOfWords() {
    var words = Shape.of(REVIEW, 9);
    var model = Model.sequential(words, masking(0), lstm(24), dense(2)).seed(1);
    var toy = new Toy(model, new Adam(1e-2), new CrossEntropy());
    toy.train(reviews(true), 400, 32, 1);
    double order = toy.accuracy(reviews(true), 500, 2);
    LayerSpec counts =
        new LayerSpec() {
          @Override
          public dev.gradus.engine.layer.Layer build(
              Shape input, dev.gradus.engine.layer.Initializers init) {
            return dev.gradus.engine.layer.Layer.fixed(x -> x.sum(1));
          }

          @Override
          public String kind() {
            return "counts";
          }
        };
    var bag = Model.sequential(words, counts, dense(24), dense(2)).seed(1);
    var bagToy = new Toy(bag, new Adam(1e-2), new CrossEntropy());
    bagToy.train(reviews(true), 400, 32, 1);
    double unordered = bagToy.accuracy(reviews(true), 500, 2);
    report("sentiment by LSTM", order);
    report("sentiment by bag of words", unordered);
    assertTrue(order >= 0.95 && unordered < order - 0.05);
    var x = reviews(false).make(new Philox(7, 0), 20).x().narrow(1, 0, 5);
    var unpadded = Model.sequential(Shape.of(5, 9), masking(0), lstm(24), dense(2)).seed(1);
    unpadded.parameters().restore(model.parameters().snapshot());
    var longer = Tensor.concat(1, x, Tensor.zeros(20, REVIEW - 5, 9));
    assertArrayEquals(unpadded.predict(x).toArray(), model.predict(longer).toArray(), 1e-5f);
  }

  /// A dot on 8 places that stays, goes left or right for a while; the label of a frame is what it
  /// did since the frame before.
  private static Toy.Batch frames(Philox random, int n) {
    int steps = 12;
    var rows = new int[n][steps];
    var labels = new float[n * steps];
    for (int i = 0; i < n; i++) {
      rows[i][0] = random.nextInt(8);
      for (int t = 1; t < steps; t++) {
        int move = random.nextInt(3) - 1;
        rows[i][t] = Math.floorMod(rows[i][t - 1] + move, 8);
        labels[i * steps + t] = move + 1;
      }
      labels[i * steps] = 1;
    }
    return new Toy.Batch(Toy.oneHot(rows, 8), Tensor.of(Shape.of(n, steps), labels));
  }

  @Test
  @Covers("D20")
  void framesAreTagged() {
    var model =
        Model.sequential(Shape.of(12, 8), gru(32).returnSequences(), timeDistributed(dense(3)));
    var toy = new Toy(model, new Adam(1e-2), new Toy.EveryStep());
    toy.train(RecurrentToysTest::frames, 300, 32, 1);
    double accuracy = toy.accuracy(RecurrentToysTest::frames, 300, 2);
    report("frames tagged", accuracy);
    assertTrue(accuracy >= 0.95);
  }

  @Test
  @Covers("D21")
  void imagesAreReadRowByRow() {
    var digits = Datasets.digits(3000, 500, 1);
    var train = digits.train().reshape(28, 28);
    var test = digits.test().reshape(28, 28);
    var model = Model.sequential(Shape.of(28, 28), lstm(48), dense(10)).seed(1);
    model.train(train).optimizer(new Adam(6e-3)).batchSize(50).epochs(8).run();
    double accuracy = model.evaluate(test).accuracy();
    report("drawn digits read row by row", accuracy);
    assertTrue(accuracy >= 0.9);
  }

  /// The same on MNIST, 6,000 images for 5 epochs; 92.8 % were measured.
  @Test
  @Tag("full")
  @Covers("D21")
  void imagesOfMnistAreReadRowByRow() {
    var folder = System.getenv("GRADUS_DATA");
    Assumptions.assumeTrue(folder != null && !folder.isBlank(), "GRADUS_DATA is not set");
    var mnist = Datasets.mnist().take(6_000, 2_000);
    var model = Model.sequential(Shape.of(28, 28), lstm(64), dense(10)).seed(1);
    model
        .train(mnist.train().reshape(28, 28))
        .optimizer(new Adam(3e-3))
        .batchSize(32)
        .epochs(5)
        .run();
    double accuracy = model.evaluate(mnist.test().reshape(28, 28)).accuracy();
    report("MNIST read row by row", accuracy);
    assertTrue(accuracy >= 0.9);
  }

  @Test
  @Covers("D22")
  void aSeriesIsForecastBetterThanByItsLastValue() {
    Toy.Maker series =
        (random, n) -> {
          var x = new float[n * 20];
          var y = new float[n];
          for (int i = 0; i < n; i++) {
            double phase = 2 * Math.PI * random.nextDouble();
            double speed = 0.3 + 0.3 * random.nextDouble();
            for (int t = 0; t <= 20; t++) {
              float v = (float) Math.sin(phase + speed * t);
              if (t < 20) {
                x[i * 20 + t] = v;
              } else {
                y[i] = v;
              }
            }
          }
          return new Toy.Batch(Tensor.of(Shape.of(n, 20, 1), x), Tensor.of(Shape.of(n, 1), y));
        };
    var model = Model.sequential(Shape.of(20, 1), simpleRnn(24), dense(1)).seed(2);
    new Toy(model, new Adam(5e-3), new MeanSquared()).train(series, 400, 32, 1);
    var held = series.make(new Philox(5, 1), 300);
    double error = Math.sqrt(model.predict(held.x()).meanSquaredError(held.y()).item());
    var last = held.x().narrow(1, 19, 20).reshape(300, 1);
    double baseline = Math.sqrt(last.meanSquaredError(held.y()).item());
    report("error of the forecast", error);
    report("error of the last value", baseline);
    assertTrue(error < baseline / 3);
  }
}
