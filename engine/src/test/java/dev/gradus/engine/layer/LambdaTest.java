package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.lambda;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LambdaTest {
  @Test
  void doesWhatTheFunctionSays() {
    var model = Model.input(3).lambda("swish", x -> x.mul(x.sigmoid())).dense(2);
    assertEquals("swish_1", model.layers().getFirst().name());
    assertEquals("lambda(swish)", model.layers().getFirst().spec().describe());
    assertEquals(Shape.of(3), model.layer("swish_1").output());
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 3));
    assertArrayEquals(x.mul(x.sigmoid()).toArray(), model.forward(x, "swish_1").toArray(), 1e-6f);
    assertArrayEquals(model.forward(x).toArray(), model.predict(x).toArray(), 1e-6f);
  }

  @Test
  void seesVariablesThatChange() {
    var factor = new AtomicReference<>(2.0);
    var model = Model.input(2).lambda("scale", x -> x.mul(factor.get()));
    var x = Tensor.of(new float[][] {{1, 3}});
    assertArrayEquals(new float[] {2, 6}, model.predict(x).toArray());
    factor.set(5.0);
    assertArrayEquals(new float[] {5, 15}, model.predict(x).toArray());
  }

  @Test
  void worksInsideBlocksAndMayReadValues() {
    var model =
        Model.input(2)
            .sequential(
                lambda("relu if positive", x -> x.toArray()[0] > 0 ? x.relu() : x), dense(2))
            .relu();
    assertFalse(model.replayable());
    var x = Tensor.of(new float[][] {{1, -3}});
    assertArrayEquals(model.forward(x).toArray(), model.predict(x).toArray());
    assertArrayEquals(
        new float[] {1, 0}, model.forward(x, "sequential_1/relu if positive_1").toArray());
  }

  @Test
  void emptyNamesAreRefused() {
    assertThrows(GradusException.class, () -> lambda(" ", x -> x));
  }
}
