package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.op.SimpleRnnSequence;

/// A simple recurrent network: h_t = tanh(x_t W + h_(t-1) U + b), h before the first step 0. Takes
/// [batch, steps, features]; see [Recurrent] for what it gives and for padding.
///
/// Parameters: `weight` [features, units], `recurrent` [units, units], `bias` `[units]`: units
/// (features + units + 1) numbers. PyTorch keeps a second bias of the same effect. With
/// [#rectified()] and identity recurrent weights this is the IRNN of Le, Jaitly, Hinton, arXiv
/// 1504.00941.
///
/// Errors: GradusException for less than 1 unit; ShapeException for a sample that is not [steps,
/// features].
///
/// Source: Elman, Cognitive Science 1990; `torch.nn.RNN`.
///
/// @param units size of the state
/// @param activation TANH by default, or RELU
/// @param settings result, direction, statefulness, initialisation; by default the last state,
///   forwards, stateless, Glorot
public record SimpleRnn(int units, Activation activation, RecurrentSettings settings)
    implements Recurrent<SimpleRnn> {

  /// Checks the number of units.
  public SimpleRnn {
    Sizes.positive("simpleRnn", "units", units);
  }

  /// With tanh, giving the last state.
  public SimpleRnn(int units) {
    this(units, Activation.TANH, RecurrentSettings.usual());
  }

  /// The same with max(0, a) instead of tanh.
  public SimpleRnn rectified() {
    return new SimpleRnn(units, Activation.RELU, settings);
  }

  @Override
  public SimpleRnn with(RecurrentSettings other) {
    return new SimpleRnn(units, activation, other);
  }

  @Override
  public RecurrentLayer build(Shape input, Initializers init) {
    RecurrentLayer.check(input);
    var w = init.parameter("weight", settings.kernelOrGlorot(), input.last(), units);
    var u = init.parameter("recurrent", settings.recurrentOrGlorot(), units, units);
    var b = init.zeros("bias", units);
    return new RecurrentLayer(
        settings, units, how -> new SimpleRnnSequence(how, activation), w, u, b);
  }

  @Override
  public String describe() {
    var relu = activation == Activation.RELU ? ", relu" : "";
    return "simpleRnn(" + units + relu + settings.describe() + ")";
  }
}
