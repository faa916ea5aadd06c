package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import org.jspecify.annotations.Nullable;

/// A layer that is another one with something said about it.
public interface Wrapping extends LayerSpec {
  /// The layer inside.
  LayerSpec spec();

  @Override
  default Layer build(Shape input, Initializers init) {
    return spec().build(input, init);
  }

  @Override
  default String kind() {
    return spec().kind();
  }

  @Override
  default String describe() {
    return spec().describe();
  }

  @Override
  default boolean rectifies() {
    return spec().rectifies();
  }

  @Override
  default boolean transparent() {
    return spec().transparent();
  }

  @Override
  default String pattern() {
    return spec().pattern();
  }

  @Override
  default @Nullable String givenName() {
    return spec().givenName();
  }
}
