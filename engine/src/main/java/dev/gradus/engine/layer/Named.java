package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.internal.Given;

/// A layer with a name; see [LayerSpec#named].
///
/// Takes and gives what the layer does.
///
/// Errors: GradusException for an empty name or a missing layer.
///
/// Source: the `name` of Keras' layers.
///
/// @param name not blank
/// @param spec the layer
public record Named(String name, LayerSpec spec) implements Wrapping {
  /// Refuses empty names.
  public Named {
    check(name);
    Given.one("the layer named " + name, spec);
  }

  static void check(String name) {
    if (Given.one("the layer's name", name).isBlank()) {
      throw new GradusException("a layer's name cannot be empty.");
    }
  }

  @Override
  public String givenName() {
    return name;
  }
}
