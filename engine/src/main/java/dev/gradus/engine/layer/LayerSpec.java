package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import java.util.Locale;

/// What a layer is, before it has parameters. Records implement it; a record in a notebook cell may
/// too:
///
/// ```java
/// record Gated(int units) implements LayerSpec {
///   public Layer build(Shape input, Initializers init) {
///     var w = init.glorot("w", input.last(), units);
///     var v = init.glorot("v", input.last(), units);
///     return Layer.of(x -> x.matmul(w).mul(x.matmul(v).sigmoid()), w, v);
///   }
/// }
/// ```
public interface LayerSpec {

  /// Makes the layer with its parameters.
  ///
  /// @param input shape of one sample, without the batch
  /// @throws dev.gradus.engine.ShapeException if the layer cannot take such an input
  Layer build(Shape input, Initializers init);

  /// The kind, which with a number makes the layer's name: `conv2d`.
  default String kind() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty()
        ? "layer"
        : simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }

  /// Its settings in a few words for messages, as `dense(120)`.
  default String describe() {
    return kind();
  }

  /// Whether it is a rectifier, so that He's initialisation suits the layer before.
  default boolean rectifies() {
    return false;
  }

  /// The same layer with a name of your own.
  default LayerSpec named(String name) {
    return new Named(name, this);
  }

  /// A layer with a name.
  record Named(String name, LayerSpec spec) implements LayerSpec {
    /// Refuses empty names.
    public Named {
      if (name.isBlank()) {
        throw new dev.gradus.engine.GradusException("a layer's name cannot be empty.");
      }
    }

    @Override
    public Layer build(Shape input, Initializers init) {
      return spec.build(input, init);
    }

    @Override
    public String kind() {
      return spec.kind();
    }

    @Override
    public String describe() {
      return spec.describe();
    }

    @Override
    public boolean rectifies() {
      return spec.rectifies();
    }
  }
}
