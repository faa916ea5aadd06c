package dev.gradus.engine.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  @Test
  void contract() {
    LayerContract.check(new Dropout(0.5), Shape.of(7), Shape.of(7));
    LayerContract.checkTraining(new Dropout(0.5), Shape.of(3, 4), LayerContract.Inputs.NORMAL);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.8})
  void dropsTheRateAndKeepsTheMean(double rate) {
    var model = Model.input(20_000).dropout(rate);
    var y =
        Context.seeded(3)
            .training(true)
            .call(() -> model.forward(Tensor.ones(1, 20_000)).toArray());
    double mean = 0;
    int dropped = 0;
    for (float v : y) {
      mean += v / y.length;
      dropped += v == 0 ? 1 : 0;
    }
    assertEquals(rate, (double) dropped / y.length, 0.02);
    assertEquals(1, mean, 0.04);
  }

  @Test
  void changesNothingInInference() {
    var x = Context.seeded(3).call(() -> Tensor.randn(4, 50));
    assertArrayEquals(x.toArray(), Model.input(50).dropout(0.5).predict(x).toArray());
  }

  @Test
  void theMaskIsTheSameOnEveryDevice() {
    var model = Model.input(999).dropout(0.3);
    var fast =
        Context.seeded(8).training(true).call(() -> model.forward(Tensor.ones(2, 999)).toArray());
    var exact =
        Context.seeded(8)
            .training(true)
            .on(Device.reference())
            .call(() -> model.forward(Tensor.ones(2, 999)).toArray());
    assertArrayEquals(exact, fast, 1e-6f);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.1, 1.5, Double.NaN})
  void aRateIsAProbabilityToDrop(double rate) {
    var e = assertThrows(GradusException.class, () -> new Dropout(rate));
    assertTrue(e.getMessage().contains("probability to drop"), e.getMessage());
  }
}
