package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.bidirectional;
import static dev.gradus.engine.Layers.gru;
import static dev.gradus.engine.Layers.lstm;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Context;
import dev.gradus.engine.Covers;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

@Covers("D15")
final class BidirectionalTest {
  private static final Tensor X = Context.seeded(1).call(() -> Tensor.randn(2, 4, 3));

  @Test
  void contract() {
    LayerContract.check(bidirectional(lstm(3).returnSequences()), Shape.of(4, 2), Shape.of(4, 6));
    LayerContract.check(bidirectional(gru(3)).summed(), Shape.of(4, 2), Shape.of(3));
    LayerContract.check(bidirectional(gru(2)).averaged(), Shape.of(3, 2), Shape.of(2));
  }

  @Test
  void halvesAreTheLayerForwardAndOnTheTurnedInput() {
    var model = Model.input(4, 3).bidirectional(lstm(5).returnSequences());
    var y = model.predict(X);
    assertEquals(Shape.of(2, 4, 10), y.shape());
    assertEquals(360, model.summary().totalParameters());
    var built = model.layers().getFirst();
    for (var direction : List.of("forward", "backward")) {
      boolean back = direction.equals("backward");
      var single = Model.input(4, 3).then(lstm(5).returnSequences());
      for (var name : List.of("weight", "recurrent", "bias")) {
        single
            .layers()
            .getFirst()
            .parameter(name)
            .set(built.parameter(direction + "." + name).toArray());
      }
      var expected = single.predict(back ? CellContract.turned(X) : X);
      var half = y.narrow(2, back ? 5 : 0, back ? 10 : 5);
      assertArrayEquals(
          (back ? CellContract.turned(expected) : expected).toArray(), half.toArray(), 1e-6f);
    }
  }

  @Test
  void merges() {
    var y = Model.input(4, 3).bidirectional(lstm(2)).seed(4).predict(X);
    var sum = y.narrow(1, 0, 2).add(y.narrow(1, 2, 4));
    var summed = Model.input(4, 3).then(bidirectional(lstm(2)).summed()).seed(4);
    assertArrayEquals(sum.toArray(), summed.predict(X).toArray(), 1e-6f);
    var mean = Model.input(4, 3).then(bidirectional(lstm(2)).averaged()).seed(4);
    assertArrayEquals(sum.mul(0.5).toArray(), mean.predict(X).toArray(), 1e-6f);
  }

  @Test
  void statesGoOnAndAreReset() {
    var model = Model.input(4, 3).bidirectional(gru(2).stateful());
    var first = model.predict(X).toArray();
    model.predict(X);
    assertArrayEquals(first, model.resetState().predict(X).toArray());
  }
}
