package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import java.util.List;

/// A recurrent layer whose first state another layer gives, as a decoder starts where an encoder
/// ended. Inputs: the sequence [batch, steps, features] and the state,
///
/// - [batch, units]: h; the c of an LSTM starts at 0;
/// - [batch, 2 units], of an LSTM: h and c side by side, as `lstm(n).states()` and `lastStep()`
///   give them;
/// - or h and c as two inputs [batch, units].
///
/// With the sequence alone the first state is 0. Gradients flow back into the state.
///
/// ```java
/// var state = source.embedding(500, 32).then(lstm(64).states()).lastStep();
/// var decoded = target.embedding(400, 32).then(lstm(64).returnSequences(), state);
/// ```
///
/// Errors: GradusException for a recurrent layer that is stateful or missing; ShapeException for
/// inputs of other shapes than these.
///
/// Source: Sutskever, Vinyals, Le, arXiv 1409.3215.
///
/// @param spec the recurrent layer
public record FromState(Recurrent<?> spec) implements JoinSpec, Wrapping {

  /// Refuses layers that carry a state of their own.
  public FromState {
    if (spec.settings().carried()) {
      throw new GradusException(
          spec.describe()
              + " carries its state from batch to batch and cannot take it from another layer."
              + " Leave out stateful().");
    }
  }

  @Override
  public Built build(List<Shape> inputs, Initializers init) {
    var layer = spec.build(inputs.getFirst(), init);
    int n = layer.units();
    var states = inputs.subList(1, inputs.size());
    boolean fits = states.size() <= layer.states();
    for (var state : states) {
      boolean whole = states.size() == 1 && state.equals(Shape.of(n * layer.states()));
      fits = fits && (whole || state.equals(Shape.of(n)));
    }
    if (!fits) {
      throw new ShapeException(
          "expected a sequence and its first state [batch, "
              + n
              + "]"
              + (layer.states() == 2 ? ", or h and c [batch, " + 2 * n + "]" : "")
              + ", got "
              + Shapes.all(inputs)
              + ". Give both layers as many units, or bring the state to this size with dense(...).");
    }
    return new Built(layer);
  }

  @Override
  public Built build(Shape input, Initializers init) {
    return build(List.of(input), init);
  }

  @Override
  public JoinSpec named(String name) {
    return new NamedJoin(name, this);
  }

  @Override
  public String describe() {
    return spec.describe() + " from a state";
  }

  /// The layer.
  ///
  /// @param layer the recurrent layer
  public record Built(RecurrentLayer layer) implements Join {
    @Override
    public Tensor forward(List<Tensor> inputs) {
      var x = inputs.getFirst();
      if (inputs.size() == 1) {
        return layer.forward(x);
      }
      return layer.from(x, states(inputs));
    }

    private Tensor[] states(List<Tensor> inputs) {
      var h = inputs.get(1);
      int n = layer.units();
      if (layer.states() == 1) {
        return new Tensor[] {h};
      }
      if (inputs.size() == 3) {
        return new Tensor[] {h, inputs.get(2)};
      }
      return h.shape().last() == n
          ? new Tensor[] {h, h.mul(0)}
          : new Tensor[] {h.narrow(1, 0, n), h.narrow(1, n, 2 * n)};
    }

    @Override
    public List<Weight> parameters() {
      return layer.parameters();
    }

    @Override
    public boolean replayable() {
      return true;
    }
  }
}
