package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.op.GruSequence;

/// A gated recurrent unit: reset gate r and update gate z = sigmoid(x_t W + h_(t-1) U + b),
/// candidate n = tanh(x_t W_n + b_n + r (h_(t-1) U_n)), h_t = (1 - z) n + z h_(t-1): z near 1 keeps
/// the state (as PyTorch and Keras; some texts swap z and 1 - z). Takes [batch, steps, features];
/// see [Recurrent] for what it gives and for padding.
///
/// Parameters: `weight` [features, 3 units], `recurrent` [units, 3 units], `bias` [3 units], gates
/// in the order r, z, n as in PyTorch (Keras: z, r, n): 3 units (features + units + 1) numbers.
/// PyTorch and Keras keep a second bias, `recurrentBias` [3 units], inside r (h U + bias):
/// [#withRecurrentBias()] adds it, to take over their weights.
///
/// Errors: GradusException for less than 1 unit, or a second bias with reset before; ShapeException
/// for a sample that is not [steps, features].
///
/// Source: Cho et al., EMNLP 2014; `torch.nn.GRU`.
///
/// @param units size of the state
/// @param resetAfter true, the default: r multiplies h U, as PyTorch, cuDNN and Keras do; false: r
///   multiplies h, as Cho et al., EMNLP 2014 do
/// @param recurrentBias whether there is a second bias; not by default
/// @param settings result, direction, statefulness, initialisation; by default the last state,
///   forwards, stateless, Glorot
public record Gru(int units, boolean resetAfter, boolean recurrentBias, RecurrentSettings settings)
    implements Recurrent<Gru> {

  /// Checks the number of units and the biases.
  public Gru {
    Sizes.positive("gru", "units", units);
    if (recurrentBias && !resetAfter) {
      throw new GradusException(
          "a GRU with resetBefore() has one bias: a second would be added to the same sum. Leave one of resetBefore() and withRecurrentBias() out.");
    }
  }

  /// With the reset gate after the product and one bias, giving the last state.
  public Gru(int units) {
    this(units, true, false, RecurrentSettings.usual());
  }

  /// The same with the reset gate before the product, as Cho et al. 2014.
  public Gru resetBefore() {
    return new Gru(units, false, recurrentBias, settings);
  }

  /// The same with a second bias, as PyTorch.
  public Gru withRecurrentBias() {
    return new Gru(units, resetAfter, true, settings);
  }

  @Override
  public Gru with(RecurrentSettings other) {
    return new Gru(units, resetAfter, recurrentBias, other);
  }

  @Override
  public RecurrentLayer build(Shape input, Initializers init) {
    RecurrentLayer.check(input);
    int width = 3 * units;
    var w = init.parameter("weight", settings.kernelOrGlorot(), input.last(), width);
    var u = init.parameter("recurrent", settings.recurrentOrGlorot(), units, width);
    var b = init.zeros("bias", width);
    if (!recurrentBias) {
      return new RecurrentLayer(
          settings, units, how -> new GruSequence(how, resetAfter, false), w, u, b);
    }
    var second = init.zeros("recurrentBias", width);
    return new RecurrentLayer(
        settings, units, how -> new GruSequence(how, true, true), w, u, b, second);
  }

  @Override
  public String describe() {
    var variant = resetAfter ? "" : ", reset before";
    return "gru(" + units + variant + settings.describe() + ")";
  }
}
