package dev.gradus.engine.layer;

import static dev.gradus.engine.Layers.dense;

import dev.gradus.engine.Shape;
import org.junit.jupiter.api.Test;

class NamedTest {
  @Test
  void contract() {
    LayerContract.check(dense(4).named("hidden"), Shape.of(3), Shape.of(4));
  }
}
