package dev.gradus.engine;

import static dev.gradus.engine.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.data.Part;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.train.CrossEntropy;
import dev.gradus.engine.train.LossSum;
import dev.gradus.engine.train.MeanSquared;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WireTest {
  private static final int N = 128;

  private static Model imageAndClue() {
    var image = Wire.input("image", 1, 6, 6);
    var clue = Wire.input("clue", 3);
    var seen = image.conv2d(4, 3).relu().flatten().dense(8);
    return Model.of(Wire.concat(seen, clue.dense(8)).relu().dense(2)).seed(1);
  }

  private static Tensor batch(long seed, int... dims) {
    return Context.seeded(seed).call(() -> Tensor.randn(dims));
  }

  @Test
  void layersAreBuiltInOrder() {
    var model = imageAndClue();
    assertEquals(
        List.of(
            "conv2d_1",
            "relu_1",
            "flatten_1",
            "dense_1",
            "dense_2",
            "concat_1",
            "relu_2",
            "dense_3"),
        model.layers().stream().map(BuiltLayer::name).toList());
    assertEquals(List.of("dense_1", "dense_2"), model.sourcesOf("concat_1"));
    assertEquals(List.of("clue"), model.sourcesOf("dense_2"));
    assertEquals(
        List.of(new Part("image", Shape.of(1, 6, 6)), new Part("clue", Shape.of(3))),
        model.inputs());
    assertEquals(Shape.of(39), model.inputShape());
    assertEquals(Shape.of(2), model.outputShape());
  }

  @Test
  void severalInputsForwardPlannedAndAsRows() {
    var model = imageAndClue();
    var image = batch(1, 5, 1, 6, 6);
    var clue = batch(2, 5, 3);
    var expected = model.forward(image, clue).toArray();
    assertArrayEquals(expected, model.predict(image, clue).toArray(), 1e-5f);
    var rows = Tensor.concat(1, image.flatten(), clue);
    assertArrayEquals(expected, model.forward(rows).toArray(), 1e-5f);
    assertArrayEquals(expected, model.predict(rows).toArray(), 1e-5f);
    assertEquals(Shape.of(5, 16), model.forward(rows, "concat_1").shape());
  }

  @Test
  void wrongInputsAreRefused() {
    var model = imageAndClue();
    var e =
        assertThrows(
            ShapeException.class, () -> model.predict(batch(2, 5, 3), batch(1, 5, 1, 6, 6)));
    assertTrue(e.getMessage().contains("image [1, 6, 6], clue [3]"), e.getMessage());
    assertThrows(ShapeException.class, () -> model.forward(batch(1, 5, 1, 6, 6), batch(2, 4, 3)));
    var image = Wire.input("image", 4);
    var other = Wire.input("other", 4);
    var out = Wire.add(image, other);
    var f = assertThrows(GradusException.class, () -> Model.of(List.of(image), List.of(out)));
    assertTrue(f.getMessage().contains("other"), f.getMessage());
    assertThrows(GradusException.class, () -> image.named("x"));
    var twice = Wire.add(Wire.input("a", 4), Wire.input("a", 4));
    assertThrows(GradusException.class, () -> Model.of(twice));
  }

  /// Class 1 where the sum of both inputs' first numbers is positive: neither input alone tells.
  private static Dataset sums() {
    var images = batch(3, N, 1, 6, 6).toArray();
    var clues = batch(4, N, 3).toArray();
    var labels = new int[N];
    for (int i = 0; i < N; i++) {
      labels[i] = images[36 * i] + clues[3 * i] > 0 ? 1 : 0;
    }
    var clue = Dataset.of(Shape.of(3), clues, labels, 2).withName("clue");
    return Dataset.of(Shape.of(1, 6, 6), images, labels, 2).withName("image").beside(clue);
  }

  @Test
  void severalInputsTrain() {
    var model = imageAndClue();
    var data = sums();
    double before = model.evaluate(data).loss();
    model.train(data).optimizer(Optimizers.adam(1e-2)).epochs(40).batchSize(16).run();
    var after = model.evaluate(data);
    assertTrue(after.loss() < 0.3 * before, before + " -> " + after.loss());
    assertTrue(after.accuracy() > 0.95, after.toString());
    assertEquals(Shape.of(N, 2), model.predict(data).shape());
  }

  @Test
  void dataInAnotherOrderAreRefused() {
    var data = Dataset.of(Shape.of(3), new float[6], new int[] {0, 1}, 2).withName("clue");
    var image = Dataset.of(Shape.of(1, 6, 6), new float[72], new int[] {0, 1}, 2).withName("image");
    var swapped = data.beside(image);
    var e = assertThrows(ShapeException.class, () -> imageAndClue().train(swapped).run());
    assertTrue(e.getMessage().contains("withName"), e.getMessage());
  }

  private static Tensor part(Map<String, Tensor> said, String name) {
    return Objects.requireNonNull(said.get(name));
  }

  private static Model twoHeads() {
    var x = Wire.input("x", 4);
    var hidden = x.dense(16).tanh();
    return Model.of(
        List.of(x), List.of(hidden.dense(2).named("side"), hidden.dense(1).named("sum")));
  }

  @Test
  void severalOutputs() {
    var model = twoHeads();
    assertEquals(Shape.of(3), model.outputShape());
    var x = batch(1, 5, 4);
    var both = model.forwardAll(List.of(x));
    assertEquals(Shape.of(5, 2), both.get(0).shape());
    var said = model.predictAll(x);
    assertEquals(List.of("side", "sum"), List.copyOf(said.keySet()));
    assertArrayEquals(both.get(0).toArray(), part(said, "side").toArray(), 1e-6f);
    assertArrayEquals(both.get(1).toArray(), part(said, "sum").toArray(), 1e-6f);
    assertThrows(GradusException.class, () -> model.dense(3));
  }

  @Test
  void severalOutputsTrain() {
    var inputs = batch(5, N, 4).toArray();
    var labels = new int[N];
    var sums = new float[N];
    for (int i = 0; i < N; i++) {
      labels[i] = inputs[4 * i] > 0 ? 1 : 0;
      sums[i] = inputs[4 * i + 1] + inputs[4 * i + 2];
    }
    var data =
        Dataset.of(Shape.of(4), inputs, labels, 2)
            .targetsBeside(Dataset.regression(Shape.of(4), inputs, Shape.of(1), sums));
    var model = twoHeads();
    var loss =
        LossSum.of(model).with("side", new CrossEntropy()).with("sum", new MeanSquared(), 0.5);
    var history = model.train(data).loss(loss).epochs(60).batchSize(16).run();
    assertTrue(history.loss()[59] < 0.2 * history.loss()[0], history.toString());
    var said = model.predictAll(Tensor.of(Shape.of(N, 4), inputs));
    var winners = part(said, "side").argmax();
    int right = 0;
    for (int i = 0; i < N; i++) {
      right += winners[i] == labels[i] ? 1 : 0;
    }
    assertTrue(right > 0.9 * N, right + " of " + N);
    double error = 0;
    for (int i = 0; i < N; i++) {
      error += Math.abs(part(said, "sum").toArray()[i] - sums[i]) / N;
    }
    assertTrue(error < 0.3, "mean error " + error);
  }

  @Test
  void aChainIsTheSameEitherWay() {
    var x = Wire.input("x", 5);
    var flow = Model.of(x.dense(4).relu().then(dense(3)));
    var chain = Model.input(5).dense(4).relu().dense(3);
    assertArrayEquals(chain.parameters().snapshot(), flow.parameters().snapshot());
  }
}
