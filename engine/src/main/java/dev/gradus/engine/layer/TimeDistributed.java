package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Given;
import dev.gradus.engine.internal.Sized;
import dev.gradus.engine.internal.Trace;
import java.util.List;

/// A layer at every step: [batch, steps, ...] is taken as batch * steps samples, which go through
/// the layer inside with the same weights. As `timeDistributed(conv2d(8, 3))` on the frames of a
/// film.
///
/// Gives [batch, steps, ...] with what the layer inside gives for a step.
///
/// Errors: GradusException for a missing layer; ShapeException for a sample without steps; what the
/// layer inside refuses.
///
/// Source: Keras' `TimeDistributed`.
///
/// @param spec the layer inside
public record TimeDistributed(LayerSpec spec) implements LayerSpec {
  /// Checks that there is a layer.
  public TimeDistributed {
    Given.one("the layer for every step", spec);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() < 2) {
      throw new ShapeException(
          "expected sequences [batch, steps, ...], got "
              + Shapes.batch(input)
              + ". Use the layer inside alone where there are no steps.");
    }
    return new EveryStep(spec.build(input.rest(), init));
  }

  /// See [TimeDistributed].
  private record EveryStep(Layer layer) implements Layer, Sized {
    @Override
    public Shape output(Shape sample) {
      return Trace.output(layer, List.of(sample.rest())).prepend(sample.dim(0));
    }

    @Override
    public Tensor forward(Tensor x) {
      var shape = x.shape();
      int batch = shape.dim(0);
      int steps = shape.dim(1);
      var samples = shape.rest().rest().prepend(batch * steps);
      var y = layer.forward(x.reshape(samples.dims()));
      return y.reshape(y.shape().rest().prepend(steps).prepend(batch).dims());
    }

    @Override
    public List<Weight> parameters() {
      return layer.parameters();
    }

    @Override
    public void resetState() {
      layer.resetState();
    }

    @Override
    public boolean replayable() {
      return layer.replayable();
    }
  }

  @Override
  public boolean rectifies() {
    return spec.rectifies();
  }

  @Override
  public String describe() {
    return "timeDistributed(" + spec.describe() + ")";
  }
}
