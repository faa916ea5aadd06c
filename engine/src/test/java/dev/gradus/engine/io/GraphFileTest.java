package dev.gradus.engine.io;

import static dev.gradus.engine.Layers.batchNorm;
import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.embedding;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lambda;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.shared;
import static dev.gradus.engine.Layers.tanh;
import static dev.gradus.engine.io.Sentences.says;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Wire;
import dev.gradus.engine.data.Dataset;
import dev.gradus.engine.layer.BuiltLayer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Join;
import dev.gradus.engine.layer.JoinSpec;
import dev.gradus.engine.layer.Wrapping;
import dev.gradus.engine.random.Philox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Models of every form return from a file bit for bit, or are refused with a sentence.
class GraphFileTest {
  @TempDir Path folder = Path.of("");

  private Path file() {
    return folder.resolve("model.safetensors");
  }

  static Model twoInputs() {
    var image = Wire.input("image", 1, 6, 6);
    var clue = Wire.input("clue", 3);
    var seen = image.conv2d(4, 3).relu().flatten().dense(8);
    return Model.of(Wire.concat(seen, clue.dense(8).named("hint")).relu().dense(2));
  }

  static Model siamese() {
    var left = Wire.input("left", 4);
    var right = Wire.input("right", 4);
    var encoder = shared(sequential(dense(3), tanh()));
    return Model.of(Wire.dot(left.then(encoder), right.then(encoder)));
  }

  private static Model twoOutputs() {
    var x = Wire.input("x", 5);
    var hidden = x.dense(6).tanh();
    var add = Wire.add(hidden, x.dense(6)).named("sum");
    return Model.of(List.of(x), List.of(add.dense(2), hidden.dense(3).named("place"), x));
  }

  static Stream<Model> models() {
    var twice = shared(dense(5).named("twice"));
    return Stream.of(
            twoInputs(),
            siamese(),
            twoOutputs(),
            Model.sequential(
                Shape.of(2, 6, 6),
                residual(conv2d(3, 3).same(), batchNorm(), relu(), conv2d(3, 3).same())
                    .shortcut(conv2d(3, 1))
                    .activation(relu()),
                flatten(),
                dense(3)),
            Model.sequential(
                Shape.of(2, 6, 6),
                concat(
                        conv2d(2, 1),
                        sequential(conv2d(2, 1), relu(), conv2d(3, 3).same()),
                        sequential(maxPool2d(3).stride(1).padding(1), conv2d(1, 1)))
                    .named("inception"),
                relu(),
                flatten(),
                dense(3)),
            Model.sequential(Shape.of(4), dense(5), twice, tanh(), twice, dropout(0.5), dense(2)),
            Model.sequential(
                Shape.of(6),
                embedding(10, 4),
                bidirectional(lstm(3).returnSequences()).summed(),
                gru(4),
                dense(3)),
            Model.input(4).dense(3).named("a chain").cutAt("dense_1").relu().dense(2))
        .map(m -> m.seed(11));
  }

  private static float[] samples(Model model, int n) {
    var random = new Philox(5, 0);
    var values = new float[n * model.inputShape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(10);
    }
    return values;
  }

  private static void train(Model model) {
    int n = 24;
    var targets = new float[n * model.outputShape().size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = i % 3;
    }
    var data =
        Dataset.regression(model.inputShape(), samples(model, n), model.outputShape(), targets);
    model.train(data).batchSize(8).epochs(2).run();
  }

  static void assertAlike(Model expected, Model actual) {
    assertEquals(expected.summary(), actual.summary());
    assertEquals(expected.inputs(), actual.inputs());
    assertEquals(expected.outputs(), actual.outputs());
    assertEquals(
        List.copyOf(expected.namedParameters().keySet()),
        List.copyOf(actual.namedParameters().keySet()));
    for (var layer : expected.layers()) {
      assertEquals(expected.sourcesOf(layer.name()), actual.sourcesOf(layer.name()));
    }
    assertArrayEquals(expected.parameters().snapshot(), actual.parameters().snapshot());
    var x = samples(expected, 7);
    var shape = expected.inputShape().prepend(7);
    assertArrayEquals(
        expected.predict(dev.gradus.engine.Tensor.of(shape, x)).toArray(),
        actual.predict(dev.gradus.engine.Tensor.of(shape, x)).toArray());
  }

  @ParameterizedTest
  @MethodSource("models")
  @Covers({"F06"})
  void everyFormReturnsBitForBit(Model model) throws Exception {
    train(model);
    model.layers().getFirst().layer().parameters().forEach(w -> w.trainable(false));
    model.save(file());
    var loaded = Model.load(file());
    assertAlike(model, loaded);
    assertEquals(model.trainableParameters().size(), loaded.trainableParameters().size());
    var bytes = Files.readAllBytes(file());
    loaded.save(file());
    assertArrayEquals(bytes, Files.readAllBytes(file()));
    train(model);
    train(loaded);
    assertAlike(model, loaded); // also in training
  }

  private String description(Model model) {
    model.save(file());
    return Safetensors.read(file()).metadata().getOrDefault("gradus.model", "");
  }

  @Test
  void chainsKeepTheShortForm() {
    var text = description(Model.input(4).dense(2));
    assertEquals(
        "{\"version\":1,\"name\":\"model\",\"seed\":"
            + Model.input(4).seed()
            + ",\"steps\":0,\"input\":[4],\"layers\":[{\"@type\":\"Dense\",\"units\":2,\"bias\":true,"
            + "\"initializer\":null}],\"frozen\":[]}",
        text);
  }

  @Test
  void aSharedLayerIsStoredOnce() {
    var text = description(siamese());
    assertEquals(1, text.split("\"Sequential\"", -1).length - 1, text);
    assertTrue(text.contains("{\"@shared\":1}"), text);
    var layers = Model.load(file()).layers();
    assertSame(layers.get(0).spec(), layers.get(1).spec());
    assertSame(
        layers.get(0).layer().parameters().getFirst(),
        layers.get(1).layer().parameters().getFirst());
    var named = shared(dense(4));
    var model = Model.sequential(Shape.of(4), named.named("first"), named);
    text = description(model);
    assertEquals(1, text.split("\"Dense\"", -1).length - 1, text);
    var specs = Model.load(file()).layers().stream().map(BuiltLayer::spec).toList();
    assertSame(assertInstanceOf(Wrapping.class, specs.getFirst()).spec(), specs.getLast());
  }

  // ---- a join of one's own

  record Gate(double bias) implements JoinSpec {
    @Override
    public Join build(List<Shape> inputs, Initializers init) {
      return Join.of(x -> x.get(0).mul(x.get(1).add(bias).sigmoid()));
    }
  }

  @Test
  void joinsOfOnesOwn() {
    var a = Wire.input("a", 3);
    var b = Wire.input("b", 3);
    var model = Model.of(Wire.join(new Gate(0.5).named("gate"), a, b).dense(2));
    model.save(file());
    assertAlike(model, Model.load(file(), Gate.class));
    says(() -> Model.load(file()), "class Gate, which is not part of Gradus");
  }

  @Test
  void javaCodeInAGraphIsRefused() {
    var a = Wire.input("a", 3);
    var twice = lambda("twice", x -> x.mul(2));
    says(
        () -> Model.of(Wire.add(a, a.then(twice))).save(file()),
        "is a lambda",
        "Write it as a record");
    JoinSpec join = (inputs, init) -> Join.of(x -> x.getFirst());
    says(() -> Model.of(Wire.join(join, a, a)).save(file()), "lambda", "implements JoinSpec");
    says(
        () -> Model.of(Wire.add(a, a.dense(3).named("a"))).save(file()),
        "an input and a layer have the same name, a");
    assertFalse(Files.exists(file()));
  }

  // ---- files that are not sound

  private void refused(String from, String to, String... parts) {
    var text = description(siamese());
    assertTrue(text.contains(from), text);
    var damaged = folder.resolve("damaged");
    Safetensors.write(
        damaged,
        Safetensors.read(file()).arrays().values(),
        Map.of(
            "gradus.model", text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))));
    says(() -> Model.load(damaged), parts);
    says(() -> Model.load(damaged), damaged.toString());
  }

  @Test
  void descriptionsThatAreNotSound() {
    refused("\"from\":[\"left\"]", "\"from\":[\"dot_1\"]", "reads \"dot_1\", but no input");
    refused("\"from\":[\"left\"]", "\"from\":[\"sequential_1\"]", "reads \"sequential_1\"");
    refused("\"from\":[\"left\"]", "\"from\":[\"middle\"]", "reads \"middle\"");
    refused("\"from\":[\"left\"]", "\"from\":[]", "reads 0 values");
    refused("\"from\":[\"left\"]", "\"from\":[\"left\",\"left\"]", "it should read one");
    refused("\"from\":[\"left\"]", "\"from\":[null]", "is null");
    refused("\"from\":[\"left\"]", "\"from\":\"left\"", "should be a list");
    refused("\"from\":[\"left\"],", "", "should have the entries");
    refused("\"outputs\":[\"dot_1\"]", "\"outputs\":[]", "there is no output");
    refused("\"outputs\":[\"dot_1\"]", "\"outputs\":[\"x\"]", "an output is \"x\"");
    refused(
        "\"outputs\":[\"dot_1\"]",
        "\"outputs\":[\"sequential_1\"]",
        "\"dot_1\" leads to no output");
    refused("\"name\":\"right\"", "\"name\":\"left\"", "two inputs or layers have the name");
    refused("\"name\":\"dot_1\"", "\"name\":\"left\"", "two inputs or layers have the name");
    refused("\"name\":\"dot_1\"", "\"name\":\"a/b\"", "an output is \"dot_1\"");
    refused("\"name\":\"sequential_1@2\"", "\"name\":\"a/b\"", "reads \"sequential_1@2\"");
    refused("\"shape\":[4]", "\"shape\":[5]", "shared and was built for samples of shape");
    refused("\"shape\":[4]", "\"shape\":[-5]", "cannot be negative");
    refused("\"version\":2", "\"version\":1", "is of version 1");
    refused("\"version\":2", "\"version\":9", "is of version 9");
    refused("{\"@shared\":1}", "{\"@shared\":2}", "shared layer 2, which does not come before it");
    refused("{\"@shared\":1}", "{\"@shared\":1,\"x\":1}", "cannot stand there");
    refused("{\"@shared\":1}", "{\"@shared\":\"1\"}", "should be int");
    refused("{\"@shared\":1,\"layer\":", "{\"@shared\":2,\"layer\":", "shared layer 1");
    refused("{\"@type\":\"Dot\"}", "{\"@shared\":1}", "reads 2 values");
    refused("{\"@type\":\"Dot\"}", "null", "is null");
  }

  @Test
  void aFewLinesCannotStandForMillionsOfLayers() {
    var relu = "{\"@type\":\"Relu\"}";
    var repeats = relu;
    for (int depth = 0; depth < 5; depth++) {
      repeats = "{\"@type\":\"Repeat\",\"times\":1000,\"block\":[" + repeats + "]}";
    }
    refused("{\"@type\":\"Tanh\"}", repeats, "at most 4000 are read");
    var shared = "{\"@shared\":2,\"layer\":" + relu + "}";
    for (int number = 3; number < 15; number++) {
      var twice = shared + ",{\"@shared\":" + (number - 1) + "}";
      shared =
          "{\"@shared\":"
              + number
              + ",\"layer\":{\"@type\":\"Sequential\",\"layers\":["
              + twice
              + "]}}";
    }
    refused("{\"@type\":\"Tanh\"}", shared, "at most 4000 are read");
  }

  @Test
  void aNumberThatIsNoneIsNoLayer() {
    refused("{\"@type\":\"Tanh\"}", "{\"@number\":\"NaN\"}", "should be");
    refused("\"units\":3", "\"units\":{\"@number\":\"NaN\"}", "should be int");
    refused("\"name\":\"left\"", "\"name\":{\"@number\":\"NaN\"}", "should be String");
  }

  @Test
  void manyWaysThroughAGraphTakeNoTime() {
    var x = Wire.input("x", 2);
    var a = x;
    var b = x;
    for (int i = 0; i < 60; i++) {
      var left = Wire.add(a, b);
      var right = Wire.average(a, b);
      a = left;
      b = right;
    }
    var model = Model.of(Wire.add(a, b).relu());
    model.save(file());
    assertAlike(model, Model.load(file()));
  }
}
