package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.avgPool2d;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.softmax;
import static dev.gradus.engine.Layers.tanh;
import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import dev.gradus.engine.layer.MaxPool2d;
import dev.gradus.engine.op.Padding;
import dev.gradus.engine.random.Philox;
import dev.gradus.engine.train.Adam;
import dev.gradus.engine.train.Optimizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  private static Model net() {
    return Model.sequential(
            Shape.of(2, 12, 12),
            conv2d(6, 5).padding(Padding.of(1, 2, 0, 1)).stride(1, 2).named("first"),
            relu(),
            new MaxPool2d(2).padding(1).ceilMode(),
            conv2d(4, 3).same().groups(2).withoutBias().initializer(Initializer.normal(0.1)),
            tanh(),
            avgPool2d(2),
            flatten(),
            dropout(0.25),
            dense(7).initializer(Initializer.constant(0.125)),
            softmax())
        .named("little net")
        .seed(-7);
  }

  private static Tensor samples(Model model, int n) {
    return Context.seeded(5)
        .on(model.device())
        .call(() -> Tensor.rand(model.inputShape().prepend(n).dims()));
  }

  private static void train(Model model) {
    var x = samples(model, 40).toArray();
    var labels = new int[40];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = i % model.outputShape().last();
    }
    var data = Dataset.of(model.inputShape(), x, labels, model.outputShape().last());
    model.train(data).optimizer(adam(0.01)).batchSize(8).epochs(2).run();
  }

  private static void assertSame(Model expected, Model actual) {
    assertEquals(expected.summary(), actual.summary());
    assertEquals(expected.name(), actual.name());
    assertEquals(expected.seed(), actual.seed());
    assertEquals(expected.stepsTrained(), actual.stepsTrained());
    assertEquals(
        expected.layers().stream().map(l -> l.spec()).toList(),
        actual.layers().stream().map(l -> l.spec()).toList());
    assertArrayEquals(expected.parameters().snapshot(), actual.parameters().snapshot());
    var x = samples(expected, 9);
    assertArrayEquals(expected.predict(x).toArray(), actual.predict(x).toArray());
  }

  @Test
  @Covers({"F06"})
  void aLoadedModelPredictsBitForBit() {
    var model = net();
    train(model);
    model.save(file());
    var loaded = Model.load(file());
    assertSame(model, loaded);
    assertEquals(10, loaded.stepsTrained());
    loaded.save(folder.resolve("again"));
    assertSame(model, Model.load(folder.resolve("again")));
  }

  @Test
  void weightsHaveReadableNamesAndTheFileIsOfOneKind() throws Exception {
    net().save(file());
    var content = Safetensors.read(file());
    assertEquals(
        List.of("first.weight", "first.bias", "conv2d_2.weight", "dense_1.weight", "dense_1.bias"),
        List.copyOf(content.arrays().keySet()));
    assertEquals(Shape.of(6, 2, 5, 5), content.array("first.weight").shape());
    var before = Files.readAllBytes(file());
    net().save(file());
    assertArrayEquals(before, Files.readAllBytes(file()), "the same model gives the same bytes");
  }

  @Test
  void theReferenceKeepsAllItsDigits() {
    Context.seeded(3)
        .on(Device.reference())
        .run(() -> {
          var model = Model.input(4).dense(5).relu().dense(3);
          train(model);
          model.save(file());
          var loaded = Model.load(file());
          assertEquals("reference", loaded.device().name());
          var x = samples(model, 3);
          for (int i = 0; i < 9; i++) {
            assertEquals(model.forward(x).slice().get(i), loaded.forward(x).slice().get(i));
          }
        });
    assertEquals(DType.F64, Safetensors.read(file()).array("dense_1.weight").dtype());
    assertEquals(3, Model.load(file()).outputShape().last());
  }

  // ---- layers of one's own

  record Ramp(double from, float step) implements Initializer {
    @Override
    public void fill(Shape shape, float[] values, Philox random) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) from + i * step;
      }
    }
  }

  enum Gate {
    OPEN,
    SHUT
  }

  record Gated(int units, Gate gate, List<Initializer> starts, Shape unused) implements LayerSpec {
    @Override
    public Layer build(Shape input, Initializers init) {
      var w = init.kernel("w", starts.getFirst(), input.last(), units);
      var mean = init.buffer("mean", gate == Gate.OPEN ? 1 : 0, units);
      return Layer.of(x -> x.matmul(w).mul(mean), w, mean);
    }
  }

  record Plain(Optional<Integer> number) implements LayerSpec {
    @Override
    public Layer build(Shape input, Initializers init) {
      return Layer.fixed(x -> x);
    }
  }

  private static Gated gated() {
    return new Gated(3, Gate.OPEN, List.of(new Ramp(-0.1, 0.1f)), Shape.of(2, 0));
  }

  @Test
  void aLayerOfOnesOwnIsFoundAmongThePassedClasses() {
    var model = Model.sequential(Shape.of(4), gated().named("mine"), dense(2));
    model.layer("mine").parameter("mean").set(3, -1, 0.25f);
    model.save(file());
    assertSame(model, Model.load(file(), Gated.class, Ramp.class));
    says(
        () -> Model.load(file()),
        "layer 1",
        "class Gated, which is not part of Gradus",
        "Model.load(path, Gated.class)");
    says(() -> Model.load(file(), Gated.class), "class Ramp", "Ramp.class");
    assertArrayEquals(
        new float[] {3, -1, 0.25f}, Safetensors.read(file()).array("mine.mean").toFloats());
  }

  @Test
  void javaCodeCannotBeSaved() {
    Initializer lambda = (shape, values, random) -> values[0] = 1;
    var model = Model.sequential(Shape.of(4), dense(2), dense(2).initializer(lambda));
    says(
        () -> model.save(file()),
        "layer 2, dense(2).initializer is a lambda",
        "record Mine(...) implements Initializer");
    LayerSpec layer = (input, init) -> Layer.of(x -> x);
    says(() -> Model.sequential(Shape.of(4), layer).save(file()), "lambda", "LayerSpec");
    var other =
        new LayerSpec() {
          @Override
          public Layer build(Shape input, Initializers init) {
            return Layer.of(x -> x);
          }
        };
    says(() -> Model.sequential(Shape.of(4), other).save(file()), "make the class a record");
    says(
        () -> Model.sequential(Shape.of(4), new Plain(Optional.of(1))).save(file()),
        "plain.number",
        "java.util.Optional");
    assertFalse(Files.exists(file()));
  }

  // ---- what goes with a model

  record Standardise(float[] mean, double std) {}

  @Test
  @Covers({"E11"})
  void whatBelongsToTheModelIsStoredWithIt() {
    var model = net();
    model.layer("first").parameter("bias").trainable(false);
    var mean = new float[] {0.1f, -7e-39f};
    ModelFile.write(
        file(),
        model,
        Map.of("adam/m", NamedArray.of("", Shape.of(2), 1, 2)),
        Map.of(
            "preprocessing", SpecJson.write(new Standardise(mean, Double.NaN)),
            "optimizer", SpecJson.write(adam(0.02).withoutBiasCorrection()),
            "classes", SpecJson.write(List.of("cat", "dög"))));
    var file = ModelFile.read(file());
    assertSame(model, file.model());
    assertFalse(file.model().layer("first").parameter("bias").trainable());
    assertTrue(file.model().layer("first").parameter("weight").trainable());
    assertEquals(List.of("adam/m"), List.copyOf(file.arrays().keySet()));
    var state = file.arrays().getOrDefault("adam/m", NamedArray.of("", Shape.of(0)));
    assertArrayEquals(new float[] {1, 2}, state.toFloats());
    assertEquals(3, file.metadata().size());
    var read =
        SpecJson.read(
            file.metadata().getOrDefault("preprocessing", ""),
            Standardise.class,
            Standardise.class);
    assertArrayEquals(mean, read.mean());
    assertEquals(Double.NaN, read.std());
    assertEquals(
        new Adam(0.02, 0.9, 0.999, 1e-8, false, false),
        SpecJson.read(file.metadata().getOrDefault("optimizer", ""), Optimizer.class));
    assertEquals("[\"cat\",\"dög\"]", file.metadata().get("classes"));
    says(
        () -> ModelFile.write(file(), model, Map.of(), Map.of("gradus.x", "1")),
        "gradus.x is reserved");
    assertSame(model, Model.load(file()));
  }
}
