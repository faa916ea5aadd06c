package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;

/// Draws a parameter as if it had another shape: the fan of weights that are arranged in an unusual
/// way.
///
/// @param chosen how it is drawn
/// @param fan the shape whose [Fan] counts
record ShapedInitializer(Initializer chosen, Shape fan) implements Initializer {
  @Override
  public void fill(Shape shape, float[] values, Philox random) {
    chosen.fill(fan, values, random);
  }
}
