package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.train.Constraint;
import dev.gradus.engine.train.Regularizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

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
    return simple.isEmpty() || getClass().isHidden()
        ? "layer" // an anonymous class or a lambda
        : simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }

  /// Its settings in a few words for messages, as `dense(120)`.
  default String describe() {
    return kind();
  }

  /// Whether it is or begins with a rectifier, so that He's initialisation suits the layer before.
  default boolean rectifies() {
    return false;
  }

  /// Whether the activation that counts for the layer before may come after this one, as after
  /// pooling.
  default boolean transparent() {
    return false;
  }

  /// Its word in a model's pattern, as `CONV` in `INPUT -> CONV -> RELU -> FC`; empty for none.
  default String pattern() {
    return kind().toUpperCase(Locale.ROOT);
  }

  /// The name that was given to it, or null for one by kind and order.
  default @Nullable String givenName() {
    return null;
  }

  /// The same layer with a name of your own.
  default LayerSpec named(String name) {
    return new Named(name, this);
  }

  /// The same layer whose weights (not biases and other parameters of rank 1) pay a penalty in
  /// training, as `dense(100).regularized(l2(1e-4))`.
  default LayerSpec regularized(Regularizer penalty) {
    return new Regularized(penalty, this);
  }

  /// The same layer whose weights (not parameters of rank 1) keep a rule in training, as
  /// `dense(100).constrained(maxNorm(3))`.
  default LayerSpec constrained(Constraint rule) {
    return new Constrained(rule, this);
  }
}
