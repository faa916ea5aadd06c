package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequentialTest {
  @Test
  void contract() {
    LayerContract.check(sequential(dense(4), tanh(), dense(2)), Shape.of(3), Shape.of(2));
    LayerContract.check(
        sequential(conv2d(2, 3), sequential(tanh(), flatten()), dense(3)),
        Shape.of(1, 4, 4),
        Shape.of(3));
  }

  @Test
  void withoutLayersItGivesItsInputBack() {
    var model = Model.input(3).sequential().dense(2);
    assertEquals(Shape.of(3), model.layer("sequential_1").output());
  }

  @Test
  void layersInsideAreNamedByPath() {
    var model = Model.input(6).sequential(dense(4), relu(), dense(3)).dense(2);
    assertEquals(
        List.of(
            "sequential_1/dense_1.weight",
            "sequential_1/dense_1.bias",
            "sequential_1/dense_2.weight",
            "sequential_1/dense_2.bias",
            "dense_1.weight",
            "dense_1.bias"),
        List.copyOf(model.namedParameters().keySet()));
    assertEquals(Shape.of(3), model.layer("sequential_1/dense_2").output());
    assertSame(
        model.namedParameters().get("sequential_1/dense_2.weight"),
        model.layer("sequential_1/dense_2").parameter("weight"));
  }

  @Test
  void sameWeightsAndResultsAsTheLayersAlone() {
    var x = dev.gradus.engine.Context.seeded(1).call(() -> dev.gradus.engine.Tensor.randn(2, 6));
    var flat = Model.input(6).dense(4).relu().dense(3).relu().dense(2);
    var nested = Model.input(6).sequential(dense(4), relu(), dense(3)).relu().dense(2);
    assertArrayEquals(flat.parameters().snapshot(), nested.parameters().snapshot());
    assertArrayEquals(flat.predict(x).toArray(), nested.predict(x).toArray());
  }

  @Test
  void mistakesNamePathAndPosition() {
    var e =
        assertThrows(
            ShapeException.class,
            () ->
                Model.sequential(
                    Shape.of(1, 8, 8), relu(), sequential(conv2d(4, 3), relu(), dense(3))));
    assertTrue(
        e.getMessage()
            .startsWith(
                "layer 2, sequential(conv2d(4, 3), relu, dense(3)), layer 3 of its block (sequential_1/dense_1), dense(3): expected [batch, features]"),
        e.getMessage());
  }
}
