package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import java.util.List;
import java.util.stream.Collectors;

/// The sizes of a recurrent operation and the order of its inputs: x [batch, steps, features], w
/// [features, gates units], u [units, gates units], biases [gates units], then the first states
/// [batch, units], then the mask [batch, steps].
///
/// @param gates how many products a unit has: 1, 3 or 4
/// @param states 1, or 2 for an LSTM
/// @param biases 1, or 2 with a bias of the recurrent product
record SequenceLayout(
    Recurrence how,
    int gates,
    int states,
    int biases,
    int batch,
    int steps,
    int features,
    int units) {

  static SequenceLayout of(Recurrence how, int gates, int states, int biases, List<Shape> inputs) {
    var x = inputs.get(0);
    if (x.rank() != 3 || x.dim(1) == 0) {
      throw new ShapeException(
          "expected a batch of sequences [batch, steps, features] of at least 1 step, got "
              + x
              + (x.rank() == 2
                  ? ". Reshape it to [batch, steps, 1] if the second dimension is time."
                  : ". Reshape the input.")
              + all(inputs));
    }
    var u = inputs.get(2);
    int units = u.dim(0);
    var layout =
        new SequenceLayout(how, gates, states, biases, x.dim(0), x.dim(1), x.dim(2), units);
    layout.check(inputs);
    return layout;
  }

  private void check(List<Shape> inputs) {
    expect("the input weights", inputs, 1, Shape.of(features, width()));
    expect("the recurrent weights", inputs, 2, Shape.of(units, width()));
    for (int i = 0; i < biases; i++) {
      expect("the bias", inputs, 3 + i, Shape.of(width()));
    }
    if (how.start() != Recurrence.Start.ZERO) {
      for (int i = 0; i < states; i++) {
        expect("the first state", inputs, stateInput(i), Shape.of(batch, units));
      }
    }
    if (how.masked()) {
      expect("the mask", inputs, maskInput(), Shape.of(batch, steps));
    }
  }

  private static void expect(String what, List<Shape> inputs, int i, Shape expected) {
    if (!inputs.get(i).equals(expected)) {
      throw new ShapeException(
          "expected "
              + what
              + " to be "
              + expected
              + ", got "
              + inputs.get(i)
              + ". Gates lie one after the other in the last dimension."
              + all(inputs));
    }
  }

  private static String all(List<Shape> inputs) {
    var words = inputs.stream().map(Shape::toString).collect(Collectors.joining(", "));
    return " The inputs are " + words + ".";
  }

  /// Numbers of a row of gates.
  int width() {
    return gates * units;
  }

  /// Numbers of a state.
  int state() {
    return batch * units;
  }

  int stateInput(int i) {
    return 3 + biases + i;
  }

  int maskInput() {
    return 3 + biases + (how.start() == Recurrence.Start.ZERO ? 0 : states);
  }

  /// Whether input `i` can have a gradient.
  static boolean differentiable(Recurrence how, int states, int biases, int i) {
    return i < 3 + biases || (how.start() == Recurrence.Start.GIVEN && i < 3 + biases + states);
  }

  Shape outputShape() {
    return switch (how.yield()) {
      case LAST -> Shape.of(batch, units);
      case SEQUENCE -> Shape.of(batch, steps, units);
      case STATES -> Shape.of(batch, steps, states * units);
    };
  }

  /// The step that is visited as number `i`.
  int step(int i) {
    return how.reversed() ? steps - 1 - i : i;
  }

  /// Of steps + 1 states that lie in the order of time: where that after step `t` lies.
  int after(int t) {
    return how.reversed() ? t : t + 1;
  }

  /// Where the state before step `t` lies.
  int before(int t) {
    return how.reversed() ? t + 1 : t;
  }

  /// Where the first state lies.
  int start() {
    return before(step(0));
  }

  /// Where the last state lies.
  int end() {
    return after(step(steps - 1));
  }

  /// The number of gates' numbers of all steps.
  int allGates() {
    return steps * batch * width();
  }

  /// Numbers kept for the backward pass: x and the mask in the order of time, gates, states.
  ///
  /// @param extra numbers that a cell keeps besides, per step and unit
  int savedSize(int extra) {
    int sequences = steps * batch * features + (how.masked() ? steps * batch : 0);
    int separate = gates == 1 ? 0 : allGates();
    return sequences + separate + (steps + 1) * state() * states + steps * state() * extra;
  }

  long macs() {
    return (long) batch * steps * (features + units) * width();
  }
}
