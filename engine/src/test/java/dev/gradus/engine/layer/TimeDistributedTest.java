package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.conv2d;
import static dev.gradus.engine.Layers.dense;
import static dev.gradus.engine.Layers.flatten;
import static dev.gradus.engine.Layers.lstm;
import static dev.gradus.engine.Layers.masking;
import static dev.gradus.engine.Layers.timeDistributed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;

final class TimeDistributedTest {
  @Test
  void contract() {
    LayerContract.check(timeDistributed(dense(3)), Shape.of(4, 2), Shape.of(4, 3));
    LayerContract.check(timeDistributed(conv2d(2, 3)), Shape.of(3, 1, 5, 4), Shape.of(3, 2, 3, 2));
    LayerContract.check(timeDistributed(flatten()), Shape.of(3, 2, 2), Shape.of(3, 4));
  }

  @Test
  void everyStepGoesThroughTheSameLayer() {
    var x = Context.seeded(1).call(() -> Tensor.randn(2, 3, 1, 4, 4));
    var steps = Model.input(3, 1, 4, 4).timeDistributed(conv2d(2, 3)).seed(2);
    var one = Model.input(1, 4, 4).conv2d(2, 3).seed(2);
    var y = steps.predict(x);
    for (int t = 0; t < 3; t++) {
      var expected = one.predict(x.narrow(1, t, t + 1).reshape(2, 1, 4, 4));
      assertArrayEquals(expected.toArray(), y.narrow(1, t, t + 1).toArray(), 1e-6f);
    }
  }

  @Test
  void masksPassThrough() {
    var padded = Tensor.of(Shape.of(1, 3, 1), 1, 2, 0);
    var model =
        Model.sequential(Shape.of(3, 1), masking(0), timeDistributed(dense(4)), lstm(2)).seed(2);
    var shorter = Model.sequential(Shape.of(2, 1), timeDistributed(dense(4)), lstm(2)).seed(2);
    assertArrayEquals(
        shorter.predict(Tensor.of(Shape.of(1, 2, 1), 1, 2)).toArray(),
        model.predict(padded).toArray(),
        1e-6f);
  }

  @Test
  void needsSteps() {
    assertThrows(ShapeException.class, () -> Model.input(4).timeDistributed(dense(2)));
  }
}
