package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.internal.Given;

/// A layer that has the same weights wherever this object is used in a model (a siamese network):
///
/// ```java
/// var encoder = shared(dense(32));
/// var distance = Wire.join(new Dot(), left.then(encoder), right.then(encoder));
/// ```
///
/// Every use needs the same input shape. Gradients of all uses add up. The second use is named
/// after the first, `dense_1@2`; the weights are listed once. Another model built with the same
/// object has weights of its own.
///
/// Takes and gives what the layer does.
///
/// Errors: GradusException for a missing layer; ShapeException for a use on another shape.
///
/// Source: Bromley, Guyon, LeCun, Saeckinger, Shah, "Signature verification using a siamese time
/// delay neural network", NIPS 1993.
public final class Shared implements Wrapping {
  private final LayerSpec spec;

  /// Each new object is a layer of its own, also for equal specs.
  public Shared(LayerSpec spec) {
    this.spec = Given.one("the shared layer", spec);
  }

  @Override
  public LayerSpec spec() {
    return spec;
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    return init.shared(this, input);
  }
}
