package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;

/// The mean of every feature map: [batch, channels, height, width] becomes [batch, channels]. With
/// one map for each class it replaces the last dense layer and has nothing to learn. Source: Lin,
/// Chen, Yan, "Network In Network", ICLR 2014, section 3.2.
///
/// Errors: ShapeException for a sample that is not [channels, height, width].
public record GlobalAvgPool2d() implements LayerSpec {
  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    return Layer.fixed(x -> {
      var s = x.shape();
      return x.reshape(s.dim(0), s.dim(1), s.dim(2) * s.dim(3)).mean(2);
    });
  }
}
