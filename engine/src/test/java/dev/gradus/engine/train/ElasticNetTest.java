package dev.gradus.engine.train;

import static dev.gradus.engine.Regularizers.elasticNet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import org.junit.jupiter.api.Test;

@Covers({"C09"})
class ElasticNetTest {
  @Test
  void contract() {
    RegularizerContract.check(elasticNet(0.02, 0.3), w -> 0.02 * Math.abs(w) + 0.3 / 2 * w * w);
  }

  @Test
  void describesItself() {
    assertEquals("elasticNet(0.1, 0.2)", elasticNet(0.1, 0.2).describe());
    OptimizerContract.refused("-1.0", () -> elasticNet(-1, 0));
    OptimizerContract.refused("-2.0", () -> elasticNet(0, -2));
  }
}
