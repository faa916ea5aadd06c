package dev.gradus.engine.internal;

import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.residual;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.shared;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import dev.gradus.engine.train.CrossEntropy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphTest {
  static List<Model> models() {
    var image = Wire.input("image", 2, 6, 6);
    var row = Wire.input("row", 5);
    var encoder = shared(sequential(dense(4), tanh()));
    var seen = image.conv2d(3, 3).relu();
    var flat = seen.flatten().dense(5).relu();
    return List.of(
        Model.sequential(
            Shape.of(2, 6, 6),
            residual(conv2d(2, 3).padding(1), relu(), conv2d(2, 3).padding(1)).activation(relu()),
            residual(conv2d(4, 3).stride(2), relu()).shortcut(conv2d(4, 3).stride(2)),
            flatten(),
            dense(3)),
        Model.sequential(
            Shape.of(2, 6, 6),
            concat(
                conv2d(2, 1),
                sequential(conv2d(2, 1), relu(), conv2d(3, 3).padding(1), relu()),
                sequential(maxPool2d(3).stride(1).padding(1), conv2d(1, 1)),
                sequential()),
            relu(),
            flatten(),
            residual(residual(dense(288), relu()), relu()),
            dense(3)),
        Model.of(
            Wire.concat(flat.then(encoder), row.then(encoder), Wire.multiply(flat, row)).dense(3)));
  }

  /// The plan shares memory between values and between gradients that never live together; ways
  /// that part and meet again must not overwrite each other.
  @ParameterizedTest
  @MethodSource("models")
  @Covers("B32")
  void plannedGradientsEqualEagerOnes(Model model) {
    for (var device : List.of(Device.reference(), Device.cpu())) {
      model.on(device);
      var x = Context.seeded(3).on(device).call(() -> randn(model));
      var labels = Context.current().on(device).call(() -> Tensor.of(0, 2, 1));
      var program = model.programs().train(x.shape(), labels.shape(), new CrossEntropy());
      for (int run = 0; run < 2; run++) {
        device.backend().copy(x.slice(), program.input());
        device.backend().copy(labels.slice(), program.target());
        program.forward();
        program.backward();
      }
      var planned = model.parameters().gradients().toFloats();
      device.backend().fill(model.parameters().gradients(), 0);
      var loss = model.forward(x).crossEntropy(labels);
      loss.backward();
      assertEquals(loss.item(), program.loss(), 1e-5);
      assertArrayEquals(model.parameters().gradients().toFloats(), planned, 1e-5f);
    }
  }

  private static Tensor randn(Model model) {
    return Tensor.randn(model.inputShape().prepend(3).dims());
  }

  @Test
  void aNumberThatIsNotFiniteIsFoundByPath() {
    var model = Model.input(2).residual(dense(2), relu()).dense(2);
    model.layer("residual_1/dense_1").parameter("bias").set(Float.NaN, 0);
    var program = model.programs().train(Shape.of(1, 2), Shape.of(1), new CrossEntropy());
    program.forward();
    assertEquals("residual_1/dense_1", program.firstNonFinite());
  }

  @Test
  void longChainsAreBuilt() {
    var flow = Wire.input("x", 2);
    for (int i = 0; i < 2000; i++) {
      flow = flow.tanh();
    }
    assertEquals(2000, Model.of(flow).layers().size());
  }

  @Test
  void aFlowThatIsUsedTwiceIsOneLayer() {
    var hidden = Wire.input("x", 2).dense(2);
    var model = Model.of(Wire.add(hidden.tanh(), hidden.relu(), hidden));
    assertEquals(6, model.summary().totalParameters());
    assertEquals(List.of("tanh_1", "relu_1", "dense_1"), model.sourcesOf("add_1"));
  }

  @Test
  void theMessageListsPaths() {
    var model = Model.input(2).residual(dense(2)).dense(1);
    var e = assertThrows(GradusException.class, () -> model.layer("residual_1/dense_9"));
    assertTrue(e.getMessage().contains("residual_1, residual_1/dense_1, dense_1"), e.getMessage());
    assertThrows(GradusException.class, () -> Model.input(2).then(dense(2).named("a/b")));
    assertThrows(GradusException.class, () -> model.sourcesOf("dense_9"));
  }
}
