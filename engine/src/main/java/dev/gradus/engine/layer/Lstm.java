package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.op.LstmSequence;

/// A long short-term memory: input, forget and output gates i, f, o = sigmoid(x_t W + h_(t-1) U +
/// b), candidate g = tanh(...), cell c_t = f c_(t-1) + i g, h_t = o tanh(c_t); h and c before the
/// first step 0. Takes [batch, steps, features]; see [Recurrent] for what it gives and for padding.
///
/// Parameters: `weight` [features, 4 units], `recurrent` [units, 4 units], `bias` [4 units], gates
/// in the order i, f, g, o as in PyTorch and Keras: 4 units (features + units + 1) numbers. PyTorch
/// keeps two biases, of which only the sum counts; this layer has one.
///
/// Errors: GradusException for less than 1 unit or a bias that is not finite; ShapeException for a
/// sample that is not [steps, features].
///
/// Source: Hochreiter, Schmidhuber, Neural Computation 1997; forget gate: Gers, Schmidhuber,
/// Cummins, Neural Computation 2000; its bias of 1: Jozefowicz, Zaremba, Sutskever, ICML 2015.
///
/// @param units size of h and of c
/// @param forgetBias first value of the forget gate's bias: 1 by default, so that the cell
///   remembers until it learns to forget (f = .73 for a sum of 0); PyTorch has about 0
/// @param settings result, direction, statefulness, initialisation; by default the last state,
///   forwards, stateless, Glorot
public record Lstm(int units, double forgetBias, RecurrentSettings settings)
    implements Recurrent<Lstm> {

  /// Checks the number of units.
  public Lstm {
    Sizes.positive("lstm", "units", units);
    if (!Double.isFinite(forgetBias)) {
      throw new GradusException(
          "the forget gate's bias must be a finite number, got "
              + forgetBias
              + ". Use 1 to remember at first.");
    }
  }

  /// With a forget bias of 1, giving the last state.
  public Lstm(int units) {
    this(units, 1, RecurrentSettings.usual());
  }

  /// The same with another first value of the forget gate's bias.
  public Lstm forgetBias(double value) {
    return new Lstm(units, value, settings);
  }

  @Override
  public Lstm with(RecurrentSettings other) {
    return new Lstm(units, forgetBias, other);
  }

  /// Zero but for the forget gate.
  private static Initializer biases(int units, double forget) {
    return (shape, values, random) -> {
      java.util.Arrays.fill(values, 0);
      java.util.Arrays.fill(values, units, 2 * units, (float) forget);
    };
  }

  @Override
  public RecurrentLayer build(Shape input, Initializers init) {
    RecurrentLayer.check(input);
    int width = 4 * units;
    var w = init.parameter("weight", settings.kernelOrGlorot(), input.last(), width);
    var u = init.parameter("recurrent", settings.recurrentOrGlorot(), units, width);
    var b = init.parameter("bias", biases(units, forgetBias), width);
    return new RecurrentLayer(settings, units, LstmSequence::new, w, u, b);
  }

  @Override
  public String describe() {
    return "lstm(" + units + settings.describe() + ")";
  }
}
