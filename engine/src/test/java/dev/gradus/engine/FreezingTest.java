package dev.gradus.engine;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.train.CrossEntropy;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class FreezingTest {
  private static Dataset squares(int classes) {
    int n = 60;
    var inputs = Context.seeded(8).call(() -> Tensor.rand(n, 1, 8, 8)).toArray();
    var labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = i % classes;
      inputs[64 * i + 9 * labels[i]] += 3;
    }
    return Dataset.of(Shape.of(1, 8, 8), inputs, labels, classes);
  }

  private static Model trained() {
    var model =
        Model.sequential(
                Shape.of(1, 8, 8),
                conv2d(4, 3),
                relu(),
                maxPool2d(2),
                residual(conv2d(4, 3).padding(1), relu()),
                flatten(),
                dense(16),
                relu(),
                dense(3))
            .seed(5);
    model.train(squares(3)).epochs(2).run();
    return model;
  }

  @Test
  @Covers("F01")
  void onlyTheNewHeadLearns() {
    var whole = trained();
    var model = whole.cutAt("relu_2").freeze().dense(2);
    assertEquals(16 * 2 + 2, model.summary().trainableParameters());
    assertEquals(
        List.of("dense_2.weight", "dense_2.bias"),
        model.namedParameters().entrySet().stream()
            .filter(e -> e.getValue().trainable())
            .map(e -> e.getKey())
            .toList());
    int base = model.parameters().size() - 34;
    var before = model.parameters().snapshot();
    assertArrayEquals(
        Arrays.copyOf(whole.parameters().snapshot(), base), Arrays.copyOf(before, base));
    model.train(squares(2)).epochs(2).run();
    var after = model.parameters().snapshot();
    assertArrayEquals(Arrays.copyOf(before, base), Arrays.copyOf(after, base));
    int changed = 0;
    for (int i = base; i < after.length; i++) {
      changed += before[i] == after[i] ? 0 : 1;
    }
    assertTrue(changed >= 20, changed + " of 34 numbers changed"); // dead units of the base have 0
  }

  @Test
  @Covers("F03")
  void bottleneckFeaturesGiveTheLossOfTheFrozenBase() {
    var whole = trained();
    var data = squares(2);
    var base = whole.cutAt("relu_2");
    var features = base.predict(data);
    var stored = Dataset.of(Shape.of(16), features.toArray(), data.labels(), 2);
    var head = Model.input(16).dense(2).seed(3);
    var joined = whole.cutAt("relu_2").freeze().dense(2);
    copy(head, joined);
    var slow = joined.train(data).epochs(3).seed(9).run().loss();
    var fast = head.train(stored).epochs(3).seed(9).run().loss();
    assertArrayEquals(slow, fast, 1e-5);
  }

  private static void copy(Model head, Model joined) {
    for (var name : List.of("weight", "bias")) {
      joined.layer("dense_2").parameter(name).set(head.layer("dense_1").parameter(name).toArray());
    }
  }

  @Test
  @Covers("F02")
  void freezingChangesStepsThatAreRecordedAlready() {
    var model = trained();
    var data = squares(3);
    model.freezeUpTo("residual_1/conv2d_1");
    var conv = model.layer("conv2d_1").parameter("weight");
    var inner = model.layer("residual_1/conv2d_1").parameter("weight");
    var top = model.layer("dense_2").parameter("weight");
    assertFalse(conv.trainable() || inner.trainable());
    assertTrue(top.trainable());
    var before = List.of(conv.toArray(), inner.toArray(), top.toArray());
    model.train(data).epochs(1).run();
    assertArrayEquals(before.get(0), conv.toArray());
    assertArrayEquals(before.get(1), inner.toArray());
    assertFalse(Arrays.equals(before.get(2), top.toArray()));
    model.unfreeze("conv2d_1");
    model.train(data).epochs(1).run();
    assertFalse(Arrays.equals(before.get(0), conv.toArray()));
    assertArrayEquals(before.get(1), inner.toArray());
    model.unfreeze();
    assertEquals(model.parameters().list(), model.trainableParameters());
  }

  @Test
  void aFrozenModelRunsAndStaysAsItIs() {
    var model = trained().freeze();
    var before = model.parameters().snapshot();
    model.train(squares(3)).epochs(1).run();
    assertArrayEquals(before, model.parameters().snapshot());
    assertEquals(0, model.summary().trainableParameters());
    assertTrue(model.summary().toString().contains("0 trainable"));
    assertThrows(GradusException.class, () -> model.freeze("conv2d_9"));
  }

  @Test
  void cuttingCopies() {
    var whole = trained();
    var x = Context.seeded(2).call(() -> Tensor.rand(3, 1, 8, 8));
    var cut = whole.cutAt("residual_1");
    assertEquals(Shape.of(4, 3, 3), cut.outputShape());
    assertArrayEquals(whole.forward(x, "residual_1").toArray(), cut.predict(x).toArray(), 1e-5f);
    float old = whole.layer("conv2d_1").parameter("bias").get(0);
    cut.layer("conv2d_1").parameter("bias").set(9, 9, 9, 9);
    assertEquals(old, whole.layer("conv2d_1").parameter("bias").get(0));
    assertThrows(GradusException.class, () -> whole.cutAt("residual_1/conv2d_1"));
    assertThrows(GradusException.class, () -> whole.cutAt("dense_7"));
  }

  @Test
  void cuttingInsideABlock() {
    var base = sequential(conv2d(2, 3), relu(), sequential(conv2d(3, 3), relu())).named("base");
    var whole = Model.sequential(Shape.of(1, 8, 8), base, flatten(), dense(3));
    var cut = whole.cutAt("base/sequential_1/conv2d_1");
    var x = Context.seeded(2).call(() -> Tensor.rand(3, 1, 8, 8));
    assertEquals(Shape.of(3, 4, 4), cut.outputShape());
    assertArrayEquals(
        whole.forward(x, "base/sequential_1/conv2d_1").toArray(), cut.predict(x).toArray(), 1e-5f);
  }

  @Test
  void aGraphIsCutToWhatTheLayerNeeds() {
    var a = Wire.input("a", 3);
    var b = Wire.input("b", 3);
    var model = Model.of(Wire.add(a.dense(2), b.dense(2)).dense(1));
    var cut = model.cutAt("dense_2");
    assertEquals(List.of("b"), cut.inputs().stream().map(p -> p.name()).toList());
    assertEquals("dense_2", cut.layers().getFirst().name());
    assertEquals(
        List.of("dense_2", "dense_3"),
        cut.dense(4).layers().stream().map(BuiltLayer::name).toList());
    assertArrayEquals(
        model.layer("dense_2").parameter("weight").toArray(),
        cut.layer("dense_2").parameter("weight").toArray());
  }

  /// Says whether it runs as in training; has a buffer as batch normalisation has.
  private record Statistics(AtomicBoolean sawTraining) implements LayerSpec {
    @Override
    public Layer build(Shape input, Initializers init) {
      return Layer.of(
          x -> {
            sawTraining.set(Context.current().training());
            return x;
          },
          init.buffer("mean", 0, 3));
    }
  }

  @Test
  void aLayerWithFrozenBuffersRunsAsInInference() {
    var training = new AtomicBoolean();
    var model = Model.input(3).then(new Statistics(training)).dense(2);
    var shape = Shape.of(4, 3);
    model.programs().train(shape, Shape.of(4), new CrossEntropy());
    assertTrue(training.get());
    model.freeze("statistics_1");
    model.programs().train(shape, Shape.of(4), new CrossEntropy());
    assertFalse(training.get());
    model.unfreeze("statistics_1");
    model.programs().train(shape, Shape.of(4), new CrossEntropy());
    assertTrue(training.get());
  }

  @Test
  @Covers({"A20", "F08"})
  void aConvolutionalNetOnLargerImagesGivesAGrid() {
    var lenet =
        Model.sequential(
            Shape.of(1, 32, 32),
            conv2d(6, 5),
            relu(),
            maxPool2d(2),
            conv2d(16, 5),
            relu(),
            maxPool2d(2),
            conv2d(120, 5),
            relu(),
            conv2d(84, 1),
            relu(),
            conv2d(10, 1));
    assertEquals(Shape.of(10, 1, 1), lenet.outputShape());
    var wide = lenet.withInput(1, 44, 44);
    assertEquals(Shape.of(10, 4, 4), wide.outputShape());
    var image = Context.seeded(3).call(() -> Tensor.rand(1, 1, 44, 44));
    var grid = wide.predict(image);
    var corner = lenet.predict(patch(image, 8, 4));
    for (int c = 0; c < 10; c++) {
      assertEquals(corner.get(0, c, 0, 0), grid.get(0, c, 2, 1), 1e-4f);
    }
    var flat = Model.input(1, 8, 8).conv2d(2, 3).flatten().dense(3);
    var e = assertThrows(ShapeException.class, () -> flat.withInput(1, 12, 12));
    assertTrue(e.getMessage().contains("dense_1"), e.getMessage());
  }

  private static Tensor patch(Tensor image, int row, int column) {
    return image.narrow(2, row, row + 32).narrow(3, column, column + 32);
  }
}
