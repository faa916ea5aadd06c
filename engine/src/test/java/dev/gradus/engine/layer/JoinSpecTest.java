package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.parallel;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Wire;
import java.util.List;
import org.junit.jupiter.api.Test;

class JoinSpecTest {
  /// a * sigmoid(b W): a join of one's own, with parameters.
  record Gate() implements JoinSpec {
    @Override
    public Join build(List<Shape> inputs, Initializers init) {
      var w = init.glorot("weight", inputs.get(1).last(), inputs.get(0).last());
      return Join.of(x -> x.get(0).mul(x.get(1).matmul(w).sigmoid()), w);
    }
  }

  private static final Tensor A = Tensor.of(new float[][] {{1, 2}, {3, 4}});
  private static final Tensor B = Tensor.of(new float[][] {{5, 6}, {7, 8}});

  private static float[] joined(JoinSpec spec) {
    var model = Model.of(Wire.join(spec, Wire.input("a", 2), Wire.input("b", 2)));
    assertTrue(model.replayable());
    assertArrayEquals(model.forward(A, B).toArray(), model.predict(A, B).toArray(), 1e-6f);
    return model.predict(A, B).toArray();
  }

  @Test
  void aNamedOneKeepsTheContract() {
    var branches = parallel(new Add().named("sum"), dense(4), dense(4));
    LayerContract.check(branches, Shape.of(3), Shape.of(4));
  }

  @Test
  void values() {
    assertArrayEquals(new float[] {1, 2, 5, 6, 3, 4, 7, 8}, joined(new Concat()));
    assertArrayEquals(new float[] {6, 8, 10, 12}, joined(new Add()));
    assertArrayEquals(new float[] {5, 12, 21, 32}, joined(new Multiply()));
    assertArrayEquals(new float[] {3, 4, 5, 6}, joined(new Average()));
    assertArrayEquals(new float[] {17, 53}, joined(new Dot()));
  }

  @Test
  void joinsOfOneInput() {
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 3));
    for (var spec : List.of(new Add(), new Multiply(), new Average(), new Concat())) {
      assertArrayEquals(x.toArray(), Model.input(3).then(spec).predict(x).toArray());
    }
  }

  @Test
  void oneOfOnesOwn() {
    var a = Wire.input("a", 2);
    var b = Wire.input("b", 3);
    var model = Model.of(Wire.join(new Gate().named("door"), a, b).dense(2));
    assertEquals(List.of("a", "b"), model.sourcesOf("door"));
    assertEquals(Shape.of(3, 2), model.layer("door").parameter("weight").shape());
    assertFalse(model.replayable());
    var x = Context.seeded(1).call(() -> Tensor.randn(4, 2));
    var y = Context.seeded(2).call(() -> Tensor.randn(4, 3));
    assertArrayEquals(model.forward(x, y).toArray(), model.predict(x, y).toArray(), 1e-6f);
  }

  @Test
  void inputsThatDoNotFitAreRefused() {
    var a = Wire.input("a", 2);
    var b = Wire.input("b", 3);
    for (var spec : List.of(new Add(), new Multiply(), new Average(), new Dot(), new Concat(2))) {
      var e = assertThrows(ShapeException.class, () -> Model.of(Wire.join(spec, a, b)));
      assertTrue(e.getMessage().startsWith("layer 1, " + spec.describe()), e.getMessage());
    }
    assertThrows(GradusException.class, () -> new Concat(0));
    assertThrows(GradusException.class, () -> new Add().named(" "));
  }
}
