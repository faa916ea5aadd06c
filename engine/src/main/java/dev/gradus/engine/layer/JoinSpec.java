package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import java.util.List;

/// A layer with several inputs, before it has parameters: it joins branches of a model. Open: a
/// record in a notebook cell may implement it.
///
/// ```java
/// record Gate() implements JoinSpec {                       // a * sigmoid(b)
///   public Join build(List<Shape> inputs, Initializers init) {
///     return Join.of(x -> x.get(0).mul(x.get(1).sigmoid()));
///   }
/// }
/// var out = Wire.join(new Gate(), left, right).dense(10);
/// ```
///
/// The order of the inputs counts: a layer that goes on from a state, as a recurrent layer that
/// starts where an encoder stopped, takes the sequence first and the state second.
public interface JoinSpec extends LayerSpec {

  /// Makes the layer with its parameters.
  ///
  /// @param inputs shapes of one sample of each input, without the batch
  /// @throws dev.gradus.engine.ShapeException if the inputs do not fit together
  Join build(List<Shape> inputs, Initializers init);

  /// With a single input.
  @Override
  default Join build(Shape input, Initializers init) {
    return build(List.of(input), init);
  }

  /// The same join with a name of your own.
  @Override
  default JoinSpec named(String name) {
    return new NamedJoin(name, this);
  }

  /// See [#named].
  ///
  /// Takes and gives what the join does.
  ///
  /// Errors: GradusException for an empty name.
  ///
  /// Source: the `name` of Keras' layers.
  ///
  /// @param name not blank
  /// @param spec the join
  record NamedJoin(String name, JoinSpec spec) implements JoinSpec, Wrapping {
    /// Refuses empty names.
    public NamedJoin {
      Named.check(name);
    }

    @Override
    public Join build(List<Shape> inputs, Initializers init) {
      return spec.build(inputs, init);
    }

    @Override
    public Join build(Shape input, Initializers init) {
      return spec.build(input, init);
    }

    @Override
    public JoinSpec named(String other) {
      return new NamedJoin(other, spec);
    }

    @Override
    public String givenName() {
      return name;
    }
  }
}
