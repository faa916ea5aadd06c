package dev.gradus.engine;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.dropout;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelTest {
  private static Model lenet() {
    return Model.sequential(
        Shape.of(1, 28, 28),
        conv2d(6, 5).padding(2),
        relu(),
        maxPool2d(2),
        conv2d(16, 5),
        relu(),
        maxPool2d(2),
        flatten(),
        dense(120),
        relu(),
        dense(84),
        relu(),
        dropout(0.5),
        dense(10));
  }

  @Test
  void summaryCountsLenet() {
    var summary = lenet().summary();
    var counts =
        summary.rows().stream()
            .filter(r -> r.parameters() > 0)
            .map(Summary.Row::parameters)
            .toList();
    assertEquals(List.of(156L, 2_416L, 48_120L, 10_164L, 850L), counts);
    assertEquals(61_706, summary.totalParameters());
    assertEquals(Shape.of(16, 5, 5), summary.row("maxPool2d_2").outputShape());
    assertEquals(6 * 28 * 28 * 25, summary.row("conv2d_1").macs());
    assertEquals(84 * 10, summary.row("dense_3").macs());
    assertTrue(summary.toString().contains("61,706"));
  }

  @Test
  void summaryAllocatesNoWeights() {
    var model = Model.sequential(Shape.of(20_000), dense(20_000), relu(), dense(20_000));
    assertEquals(2 * (20_000L * 20_000 + 20_000), model.summary().totalParameters());
    assertFalse(model.parameters().isMaterialised());
  }

  @Test
  void fluentAndSequentialAreTheSameModel() {
    var fluent = Model.input(1, 28, 28).then(conv2d(6, 5).padding(2)).relu().maxPool2d(2).flatten();
    var sequential =
        Model.sequential(
            Shape.of(1, 28, 28), conv2d(6, 5).padding(2), relu(), maxPool2d(2), flatten());
    assertEquals(sequential.summary(), fluent.summary());
    assertArrayEquals(sequential.parameters().snapshot(), fluent.parameters().snapshot());
  }

  @Test
  void everyFactoryHasAFluentMethod() {
    for (var factory : Layers.class.getDeclaredMethods()) {
      if (!java.lang.reflect.Modifier.isPublic(factory.getModifiers())) {
        continue;
      }
      assertTrue(
          Arrays.stream(FluentLayers.class.getMethods())
              .anyMatch(m ->
                  m.getName().equals(factory.getName())
                      && Arrays.equals(m.getParameterTypes(), factory.getParameterTypes())),
          factory.toString());
    }
  }

  @Test
  void aLayerThatDoesNotFitIsNamedWithItsPositionAndTheFix() {
    var e =
        assertThrows(
            ShapeException.class,
            () ->
                Model.sequential(
                    Shape.of(1, 28, 28), conv2d(16, 5), relu(), maxPool2d(2), dense(120)));
    assertEquals(
        "layer 4, dense(120): expected [batch, features], got [batch, 16, 12, 12]. Add flatten() before it.",
        e.getMessage());
    var f = assertThrows(ShapeException.class, () -> Model.input(28, 28).conv2d(6, 5));
    assertTrue(f.getMessage().contains("[1, 28, 28]"), f.getMessage());
    var g = assertThrows(ShapeException.class, () -> Model.input(1, 4, 4).conv2d(6, 5));
    assertTrue(g.getMessage().startsWith("layer 1, conv2d(6, 5)"), g.getMessage());
  }

  @Test
  void namesCountByKindUnlessGiven() {
    var model = Model.input(4).dense(3).relu().then(dense(3).named("head")).dense(2);
    assertEquals(
        List.of("dense_1", "relu_1", "head", "dense_3"),
        model.layers().stream().map(e -> e.name()).toList());
    var e = assertThrows(GradusException.class, () -> model.layer("dense_2"));
    assertTrue(e.getMessage().contains("dense_1, relu_1, head"), e.getMessage());
  }

  @Test
  void plannedAndEagerPredictionsAgree() {
    var model = lenet();
    var x = Context.seeded(3).call(() -> Tensor.rand(3, 1, 28, 28));
    assertArrayEquals(model.forward(x).toArray(), model.predict(x).toArray(), 1e-4f);
  }

  @Test
  void theSeedDecidesTheWeights() {
    var a = lenet().seed(1).parameters().snapshot();
    var b = lenet().seed(1).parameters().snapshot();
    var c = lenet().seed(2).parameters().snapshot();
    assertArrayEquals(a, b);
    assertFalse(Arrays.equals(a, c));
  }

  @Test
  void reluLayersStartWithHeAndTheLastWithGlorot() {
    var model = Model.sequential(Shape.of(500), dense(400), relu(), dense(300));
    var first = model.layer("dense_1").parameter("weight");
    assertEquals(Math.sqrt(2.0 / 500), std(first.toArray()), 0.02 * Math.sqrt(2.0 / 500));
    var last = model.layer("dense_2").parameter("weight");
    double limit = Math.sqrt(6.0 / 700);
    assertEquals(limit / Math.sqrt(3), std(last.toArray()), 0.02 * limit);
    for (float w : last.toArray()) {
      assertTrue(Math.abs(w) <= limit);
    }
  }

  private static double std(float[] values) {
    double sum = 0;
    for (float v : values) {
      sum += (double) v * v;
    }
    return Math.sqrt(sum / values.length);
  }

  @Test
  void inputsOfAnotherShapeAreRefused() {
    var e = assertThrows(ShapeException.class, () -> lenet().predict(Tensor.zeros(1, 28, 28)));
    assertTrue(e.getMessage().contains("batch dimension"), e.getMessage());
    assertThrows(ShapeException.class, () -> lenet().forward(Tensor.zeros(2, 1, 32, 32)));
  }

  @Test
  void aBatchOfNoneGivesNone() {
    assertEquals(Shape.of(0, 10), lenet().predict(Tensor.zeros(0, 1, 28, 28)).shape());
  }

  record Gated(int units) implements LayerSpec {
    @Override
    public Layer build(Shape input, Initializers init) {
      var w = init.glorot("w", input.last(), units);
      var v = init.glorot("v", input.last(), units);
      return Layer.of(x -> x.matmul(w).mul(x.matmul(v).sigmoid()), w, v);
    }
  }

  @Test
  void aLayerOfOnesOwn() {
    var net = Model.sequential(Shape.of(784), new Gated(64), dense(10));
    assertEquals(2 * 784 * 64 + 650, net.summary().totalParameters());
    assertEquals("gated_1", net.layers().getFirst().name());
    var x = Context.seeded(3).call(() -> Tensor.rand(5, 784));
    assertArrayEquals(net.forward(x).toArray(), net.predict(x).toArray(), 1e-4f);
  }

  @Test
  void movingToTheReferenceKeepsTheWeights() {
    var model = lenet();
    var x = Context.seeded(3).call(() -> Tensor.rand(2, 1, 28, 28));
    var fast = model.predict(x).toArray();
    model.on(Device.reference());
    var exact = model.predict(x).toArray();
    assertArrayEquals(fast, exact, 1e-4f);
  }
}
