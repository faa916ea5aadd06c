package dev.gradus.engine.layer;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import java.util.List;
import java.util.function.UnaryOperator;

/// A built layer: its parameters and what it does to a batch.
public interface Layer {

  /// The layer's result for a batch [batch, ...].
  Tensor forward(Tensor x);

  /// Its parameters, in a fixed order.
  default List<Weight> parameters() {
    return List.of();
  }

  /// The layers it is made of, in the order in which they run; empty if it is not made of layers.
  default List<BuiltLayer> children() {
    return List.of();
  }

  /// Whether it always does the same operations for the same shapes and mode, so that one recording
  /// serves every step. A layer of your own that looks at Java variables does not promise that.
  default boolean replayable() {
    return false;
  }

  /// Forgets what it carried over from the batch before; see [Recurrent#stateful()]. A layer that
  /// runs others inside passes it on.
  default void resetState() {}

  /// A layer from a function and the parameters it uses.
  static Layer of(UnaryOperator<Tensor> forward, Weight... parameters) {
    return new Custom(forward, List.of(parameters));
  }

  /// See [#of].
  ///
  /// @param function what it does
  /// @param parameters what it learns
  record Custom(UnaryOperator<Tensor> function, List<Weight> parameters) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return function.apply(x);
    }
  }

  /// A layer that is a fixed sequence of operations.
  static Layer fixed(UnaryOperator<Tensor> forward, Weight... parameters) {
    return new Fixed(forward, List.of(parameters));
  }

  /// See [#fixed].
  ///
  /// @param function what it does
  /// @param parameters what it learns
  record Fixed(UnaryOperator<Tensor> function, List<Weight> parameters) implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      return function.apply(x);
    }

    @Override
    public boolean replayable() {
      return true;
    }
  }
}
