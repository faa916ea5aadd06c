package dev.gradus.engine.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.gradus.engine.Covers;
import dev.gradus.engine.Optimizers;
import dev.gradus.engine.data.Datasets;
import org.junit.jupiter.api.Test;

class MlpsTest {
  @Test
  @Covers("A01")
  void counts() {
    var summary = Mlps.mlp().summary();
    assertEquals(23_550, summary.row("dense_1").parameters());
    assertEquals(23_860, summary.totalParameters());
    assertEquals(7_850, Mlps.mlp(new int[0]).summary().totalParameters());
    assertEquals(784 * 5 + 5 + 5 * 4 + 4 + 50, Mlps.mlp(5, 4).summary().totalParameters());
  }

  /// The quick form of what the full tests measure on MNIST: drawn digits, far above chance.
  @Test
  @Covers({"A01", "A13"})
  void bothKindsLearnDrawnDigits() {
    var digits = Datasets.digits(1500, 500, 7);
    for (var model : new dev.gradus.engine.Model[] {Mlps.mlp(), NielsenNets.first()}) {
      model.seed(1).train(digits).optimizer(Optimizers.adam(5e-3)).batchSize(32).epochs(4).run();
      double accuracy = model.evaluate(digits).accuracy();
      assertTrue(accuracy > 0.7, model.name() + ": " + accuracy);
    }
  }
}
