package dev.gradus.engine.layer;

import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import java.util.List;
import java.util.function.Function;

/// A built layer with several inputs; see [JoinSpec].
public interface Join extends Layer {

  /// Its result for one batch of each input.
  Tensor forward(List<Tensor> inputs);

  @Override
  default Tensor forward(Tensor x) {
    return forward(List.of(x));
  }

  /// A join from a function and the parameters it uses, recorded anew for every step.
  static Join of(Function<List<Tensor>, Tensor> forward, Weight... parameters) {
    return new Custom(forward, List.of(parameters), false);
  }

  /// A join that is a fixed sequence of operations.
  static Join fixed(Function<List<Tensor>, Tensor> forward, Weight... parameters) {
    return new Custom(forward, List.of(parameters), true);
  }

  /// See [#of] and [#fixed].
  ///
  /// @param function what it does
  /// @param parameters what it learns
  /// @param replayable whether one recording serves every step
  record Custom(
      Function<List<Tensor>, Tensor> function, List<Weight> parameters, boolean replayable)
      implements Join {
    @Override
    public Tensor forward(List<Tensor> inputs) {
      return function.apply(inputs);
    }
  }
}
