package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.add;
import static dev.gradus.engine.Layers.average;
import static dev.gradus.engine.Layers.concat;
import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.maxPool2d;
import static dev.gradus.engine.Layers.multiply;
import static dev.gradus.engine.Layers.parallel;
import static dev.gradus.engine.Layers.relu;
import static dev.gradus.engine.Layers.sequential;
import static dev.gradus.engine.Layers.sigmoid;
import static dev.gradus.engine.Layers.tanh;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BranchesTest {
  @Test
  @Covers("B32")
  void contract() {
    LayerContract.check(
        concat(conv2d(2, 1), sequential(conv2d(2, 1), tanh(), conv2d(3, 3).padding(1))),
        Shape.of(2, 4, 4),
        Shape.of(5, 4, 4));
    LayerContract.check(concat(dense(2), sequential()), Shape.of(3), Shape.of(5));
    LayerContract.check(
        concat(dense(2), sequential(dense(2), tanh())).axis(-2), Shape.of(3, 4), Shape.of(6, 2));
    LayerContract.check(add(dense(2), dense(2), dense(2)), Shape.of(3), Shape.of(2));
    LayerContract.check(multiply(dense(2), sigmoid(dense(2))), Shape.of(3), Shape.of(2));
    LayerContract.check(average(dense(2), dense(2)), Shape.of(3), Shape.of(2));
    LayerContract.check(parallel(new Dot(), dense(4), dense(4)), Shape.of(3), Shape.of(1));
  }

  private static LayerSpec sigmoid(LayerSpec layer) {
    return sequential(layer, new Sigmoid());
  }

  @Test
  void channelsOfTheFirstBranchComeFirst() {
    var model = Model.input(2).concat(sequential(), dense(3));
    var x = Tensor.of(new float[][] {{5, 7}});
    assertArrayEquals(new float[] {5, 7}, Arrays.copyOf(model.predict(x).toArray(), 2));
  }

  @Test
  void branchesHaveNames() {
    var model =
        Model.input(1, 6, 6)
            .concat(conv2d(1, 1), sequential(conv2d(1, 1), relu()), conv2d(2, 1).named("wide"));
    assertEquals(Shape.of(1, 6, 6), model.layer("concat_1/branch_2/conv2d_1").output());
    assertEquals(Shape.of(2, 6, 6), model.layer("concat_1/wide").output());
    assertTrue(model.namedParameters().containsKey("concat_1/branch_1.weight"));
    assertTrue(model.namedParameters().containsKey("concat_1/branch_2/conv2d_1.weight"));
  }

  @Test
  void branchesThatDoNotFitAreRefused() {
    var e =
        assertThrows(
            ShapeException.class, () -> Model.input(1, 6, 6).concat(conv2d(1, 1), conv2d(1, 3)));
    assertTrue(e.getMessage().startsWith("layer 1, concat(2 branches): "), e.getMessage());
    assertTrue(e.getMessage().contains("[batch, 1, 4, 4]"), e.getMessage());
    assertThrows(ShapeException.class, () -> Model.input(3).add(dense(2), dense(3)));
    assertThrows(GradusException.class, () -> concat());
    assertThrows(GradusException.class, () -> add(dense(2)).axis(1));
    var f =
        assertThrows(
            ShapeException.class,
            () -> Model.input(1, 6, 6).concat(conv2d(1, 1), sequential(relu(), dense(2))));
    assertTrue(
        f.getMessage()
            .contains(
                "its branch_2 (concat_1/branch_2), sequential(relu, dense(2)), layer 2 of its block (concat_1/branch_2/dense_1), dense(2): expected"),
        f.getMessage());
  }

  @Test
  void plannedAndEagerAgree() {
    var model =
        Model.input(3, 8, 8)
            .concat(
                conv2d(4, 1),
                sequential(conv2d(2, 1), relu(), conv2d(4, 3).padding(1)),
                sequential(maxPool2d(3).stride(1).padding(1), conv2d(2, 1)))
            .relu();
    var x = Context.seeded(5).call(() -> Tensor.randn(3, 3, 8, 8));
    assertArrayEquals(model.forward(x).toArray(), model.predict(x).toArray(), 1e-5f);
  }
}
