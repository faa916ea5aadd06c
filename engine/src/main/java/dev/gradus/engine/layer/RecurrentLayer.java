package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.Device;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.op.Recurrence;
import dev.gradus.engine.op.SequenceOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A built recurrent layer.
///
/// Errors: GradusException for another number of first states than the layer has (h, or h and c).
public final class RecurrentLayer implements Layer {
  private final RecurrentSettings settings;
  private final int units;
  private final Function<Recurrence, SequenceOp> cell;
  private final List<Weight> weights;
  private final Map<Place, List<Weight>> carried = new HashMap<>();

  /// Whose state is carried over.
  private record Place(int batch, Device device) {}

  /// @param cell makes the operation
  /// @param weights input weights, recurrent weights, biases
  RecurrentLayer(
      RecurrentSettings settings,
      int units,
      Function<Recurrence, SequenceOp> cell,
      Weight... weights) {
    this.settings = settings;
    this.units = units;
    this.cell = cell;
    this.weights = List.of(weights);
  }

  /// Checks that samples are sequences.
  static void check(Shape sample) {
    if (sample.rank() != 2) {
      throw new ShapeException(
          "expected sequences [batch, steps, features], got "
              + Shapes.batch(sample)
              + (sample.rank() == 1
                  ? ". After a recurrent layer write returnSequences() there; a row of numbers needs a feature dimension: [batch, steps, 1]."
                  : ". Use timeDistributed(flatten()) to make features of every step."));
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return settings.carried()
        ? run(x, Recurrence.Start.CARRIED, carriedStates(x))
        : run(x, Recurrence.Start.ZERO, List.of());
  }

  /// The result for a batch from a given first state instead of zero.
  ///
  /// @param states h [batch, units]; of an LSTM h and c
  public Tensor from(Tensor x, Tensor... states) {
    int expected = states();
    if (states.length != expected) {
      throw new GradusException(
          "this layer has "
              + expected
              + (expected == 1 ? " state, h" : " states, h and c")
              + "; got "
              + states.length
              + ".");
    }
    return run(x, Recurrence.Start.GIVEN, List.of(states));
  }

  /// The number of states: 2 for an LSTM, h and c, else 1.
  public int states() {
    return cell.apply(Recurrence.last()).states();
  }

  /// The size of a state.
  public int units() {
    return units;
  }

  /// What the layer has been told.
  public RecurrentSettings settings() {
    return settings;
  }

  private Tensor run(Tensor x, Recurrence.Start start, List<Tensor> states) {
    return apply(x, settings.yield(), start, states);
  }

  /// All states after every step of a batch, from given first states: h, of an LSTM h and c side by
  /// side.
  ///
  /// @param first none for zero
  public Tensor statesOf(Tensor x, List<Tensor> first) {
    var start = first.isEmpty() ? Recurrence.Start.ZERO : Recurrence.Start.GIVEN;
    return apply(x, Recurrence.Yield.STATES, start, first);
  }

  private Tensor apply(
      Tensor x, Recurrence.Yield yield, Recurrence.Start start, List<Tensor> states) {
    var how = new Recurrence(yield, settings.backwards(), start, x.mask() != null);
    return Tensor.apply(cell.apply(how), inputs(x, states).toArray(Tensor[]::new));
  }

  private List<Tensor> inputs(Tensor x, List<Tensor> states) {
    var inputs = new ArrayList<Tensor>();
    inputs.add(x);
    inputs.addAll(weights);
    inputs.addAll(states);
    var mask = x.mask();
    if (mask != null) {
      inputs.add(mask);
    }
    return inputs;
  }

  /// What happens inside for a batch [batch, steps, features] from a state of zero: gates and
  /// states of every step by name, each [batch, steps, units].
  public Map<String, Tensor> trace(Tensor x) {
    var how =
        new Recurrence(
            Recurrence.Yield.SEQUENCE,
            settings.backwards(),
            Recurrence.Start.ZERO,
            x.mask() != null);
    return cell.apply(how).trace(inputs(x, List.of()));
  }

  private List<Tensor> carriedStates(Tensor x) {
    var place = new Place(x.shape().rank() == 0 ? 0 : x.shape().dim(0), x.device());
    var known = carried.get(place);
    if (known == null) {
      var names = List.of("h", "c").subList(0, states());
      var shape = Shape.of(place.batch, units);
      known =
          Context.current()
              .on(place.device)
              .call(() ->
                  names.stream()
                      .map(name -> Weight.buffer(name, shape, Initializer.zeros()))
                      .toList());
      carried.put(place, known);
    }
    return List.copyOf(known);
  }

  @Override
  public void resetState() {
    carried.forEach(
        (place, states) -> states.forEach(s -> place.device.backend().fill(s.slice(), 0)));
  }

  @Override
  public List<Weight> parameters() {
    return weights;
  }

  @Override
  public boolean replayable() {
    return true;
  }
}
