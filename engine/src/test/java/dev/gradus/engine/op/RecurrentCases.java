package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.op.Recurrence.Start;
import dev.gradus.engine.op.Recurrence.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/// The cases that every recurrent operation must pass: units 1, 5, 7, 17, steps 1 and 3, batches 0,
/// 1, 3, both directions, every result, first states, masks.
final class RecurrentCases {
  /// Small weights, so that gates do not saturate.
  private static final OpCase.Values SMALL =
      (random, n) -> {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = (float) (0.4 * random.nextGaussian());
        }
        return values;
      };

  /// The first sample has all its steps, the others lack some.
  private static final OpCase.Values MASK =
      (random, n) -> {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = i < 3 || random.nextInt(2) == 0 ? 1 : 0;
        }
        return values;
      };

  private final Function<Recurrence, SequenceOp> cell;
  private final int gates;
  private final int biases;

  /// @param biases 1 or 2
  RecurrentCases(Function<Recurrence, SequenceOp> cell, int gates, int biases) {
    this.cell = cell;
    this.gates = gates;
    this.biases = biases;
  }

  Stream<DynamicTest> contract() {
    var cases = new ArrayList<OpCase>();
    for (int units : new int[] {1, 5, 7, 17}) {
      cases.add(make(Recurrence.sequence(), 3, 3, 2, units));
    }
    cases.add(make(Recurrence.last(), 3, 1, 4, 5));
    cases.add(make(Recurrence.last(), 2, 3, 1, 7).batched(0));
    for (var yield : Yield.values()) {
      var how = Recurrence.last().yielding(yield);
      cases.add(make(how.backwards(), 3, 3, 2, 5));
      cases.add(make(how.from(Start.GIVEN), 3, 3, 3, 5));
      cases.add(make(how.from(Start.GIVEN).backwards().withMask(), 3, 3, 3, 5));
      cases.add(make(how.withMask(), 3, 3, 2, 7));
    }
    cases.add(make(Recurrence.sequence().from(Start.GIVEN), 1, 3, 2, 3).batched(batched()));
    return OpContract.of(cases.toArray(OpCase[]::new));
  }

  private Integer[] batched() {
    int states = cell.apply(Recurrence.last()).states();
    var indices = new ArrayList<Integer>();
    indices.add(0);
    for (int i = 0; i < states; i++) {
      indices.add(3 + biases + i);
    }
    return indices.toArray(Integer[]::new);
  }

  private OpCase make(Recurrence how, int batch, int steps, int features, int units) {
    var op = cell.apply(how);
    int width = gates * units;
    var c = OpCase.of(op).input(batch, steps, features);
    c = c.input(SMALL, features, width).input(SMALL, units, width).input(SMALL, width);
    c = biases == 2 ? c.input(SMALL, width) : c;
    for (int i = 0; how.start() != Start.ZERO && i < op.states(); i++) {
      c = c.input(SMALL, batch, units);
    }
    c = how.masked() ? c.input(MASK, batch, steps) : c;
    return switch (how.yield()) {
      case LAST -> c.gives(batch, units);
      case SEQUENCE -> c.gives(batch, steps, units);
      case STATES -> c.gives(batch, steps, op.states() * units);
    };
  }

  Stream<DynamicTest> errors() {
    var op = cell.apply(Recurrence.last());
    int width = gates * 5;
    var x = Shape.of(2, 3, 4);
    var w = Shape.of(4, width);
    var u = Shape.of(5, width);
    var b = Shape.of(width);
    return Stream.of(
        OpContract.refuses(op, inputs(Shape.of(3, 4), w, u, b), "[batch, steps, features]"),
        OpContract.refuses(op, inputs(Shape.of(2, 0, 4), w, u, b), "at least 1 step"),
        OpContract.refuses(op, inputs(x, Shape.of(3, width), u, b), "the input weights"),
        OpContract.refuses(op, inputs(x, w, Shape.of(5, width + 1), b), "the recurrent weights"),
        OpContract.refuses(op, inputs(x, w, u, Shape.of(5 * width)), "the bias"));
  }

  private List<Shape> inputs(Shape x, Shape w, Shape u, Shape b) {
    return biases == 1 ? List.of(x, w, u, b) : List.of(x, w, u, b, b);
  }
}
