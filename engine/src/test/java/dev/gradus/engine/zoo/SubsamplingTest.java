package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.layer.LayerContract;
import org.junit.jupiter.api.Test;

class SubsamplingTest {
  @Test
  void keepsTheContract() {
    LayerContract.check(new Subsampling(2), Shape.of(3, 4, 6), Shape.of(3, 2, 3));
    LayerContract.check(new Subsampling(3), Shape.of(2, 7, 7), Shape.of(2, 2, 2));
  }

  @Test
  void startsAsTheMeanAndFollowsItsParameters() {
    var model = Model.sequential(Shape.of(2, 2, 2), new Subsampling(2));
    var x = Tensor.of(Shape.of(1, 2, 2, 2), new float[] {1, 2, 3, 4, 5, 6, 7, 10});
    assertArrayEquals(new float[] {2.5f, 7}, model.predict(x).toArray(), 1e-6f);
    model.layer("subsampling_1").layer().parameters().get(0).set(2, 3);
    model.layer("subsampling_1").layer().parameters().get(1).set(-1, 1);
    assertArrayEquals(new float[] {19, 85}, model.predict(x).toArray(), 1e-5f);
  }

  @Test
  void refusesWhatIsNoImage() {
    assertThrows(ShapeException.class, () -> Model.sequential(Shape.of(4), new Subsampling(2)));
    assertThrows(ShapeException.class, () -> new Subsampling(0));
  }
}
