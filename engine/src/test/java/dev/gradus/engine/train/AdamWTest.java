package dev.gradus.engine.train;

import static dev.gradus.engine.Optimizers.adam;
import static dev.gradus.engine.Optimizers.adamW;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.gradus.engine.Covers;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backends;
import org.junit.jupiter.api.Test;

class AdamWTest {
  @Test
  void contract() {
    OptimizerContract.check(adamW(0.01).weightDecay(1e-4));
    OptimizerContract.check(adamW(0.01).weightDecay(1e-4).betas(0.8, 0.99).epsilon(1e-6));
  }

  @Test
  void withoutDecayItIsAdam() {
    assertArrayEquals(
        OptimizerContract.path(adam(0.1), 0.3, 20),
        OptimizerContract.path(adamW(0.1).weightDecay(0), 0.3, 20),
        1e-12);
  }

  /// Decoupled, a weight without gradient loses the share rate * decay; as an L2 penalty inside of
  /// Adam it would lose the rate itself.
  @Test
  @Covers({"C10"})
  void theDecayDoesNotPassThroughTheMeans() {
    var backend = Backends.reference();
    var memory = new Arena(backend, 1);
    var apart = memory.slice(1);
    var inside = memory.slice(1);
    var first = OptimizerContract.state(adamW(0.1), memory, 1);
    var second = OptimizerContract.state(adam(0.1), memory, 1);
    adamW(0.1).weightDecay(0.01).step(backend, 1, apart, memory.input(0), first);
    var g = memory.slice(0);
    new L2(0.01).addGradient(backend, inside, g);
    adam(0.1).step(backend, 1, inside, g, second);
    assertEquals(1 - 0.1 * 0.01, apart.get(0), 1e-12);
    assertEquals(1 - 0.1, inside.get(0), 1e-6);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    OptimizerContract.refused("1.5", () -> adamW().betas(0.9, 1.5));
    OptimizerContract.refused("-0.01", () -> adamW().weightDecay(-0.01));
    OptimizerContract.refused("NaN", () -> adamW().epsilon(Double.NaN));
  }
}
