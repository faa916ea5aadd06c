package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.shared;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedTest {
  @Test
  void contract() {
    LayerContract.check(shared(dense(2)), Shape.of(3), Shape.of(2));
    var once = shared(dense(3));
    LayerContract.check(sequential(once, tanh(), once), Shape.of(3), Shape.of(3));
  }

  private static Model siamese() {
    var left = Wire.input("left", 4);
    var right = Wire.input("right", 4);
    var encoder = shared(sequential(dense(3), tanh()));
    return Model.of(Wire.dot(left.then(encoder), right.then(encoder)));
  }

  @Test
  void bothUsesHaveTheSameWeights() {
    var model = siamese();
    assertEquals(4 * 3 + 3, model.summary().totalParameters());
    assertEquals(
        List.of("sequential_1/dense_1.weight", "sequential_1/dense_1.bias"),
        List.copyOf(model.namedParameters().keySet()));
    assertEquals(
        List.of("sequential_1", "sequential_1@2", "dot_1"),
        model.layers().stream().map(BuiltLayer::name).toList());
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 4));
    var y = Context.seeded(2).call(() -> Tensor.randn(2, 4));
    assertArrayEquals(model.predict(x, y).toArray(), model.predict(y, x).toArray(), 1e-6f);
  }

  @Test
  void gradientsOfAllUsesAddUp() {
    var input = Wire.input("x", 2);
    var twice = shared(dense(2));
    var model = Model.of(Wire.add(input.then(twice), input.then(twice))).on(Device.reference());
    var x = Context.current().on(Device.reference()).call(() -> Tensor.ones(1, 2));
    model.forward(x).sum().backward();
    var gradient = model.layer("dense_1").parameter("weight").grad().toArray();
    assertArrayEquals(new float[] {2, 2, 2, 2}, gradient);
  }

  @Test
  void anotherShapeIsRefused() {
    var left = Wire.input("left", 4);
    var right = Wire.input("right", 5);
    var encoder = shared(dense(3));
    var both = Wire.add(left.then(encoder), right.then(encoder));
    var e = assertThrows(ShapeException.class, () -> Model.of(both));
    assertTrue(e.getMessage().contains("shared"), e.getMessage());
  }

  @Test
  void anotherModelHasItsOwn() {
    var layer = shared(dense(2));
    var a = Model.input(3).then(layer);
    var b = Model.input(4).then(layer);
    assertEquals(8, a.summary().totalParameters());
    assertEquals(10, b.summary().totalParameters());
  }
}
