package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;

/// One use of an operation for its contract test: the inputs, and the shape that must come out.
///
/// @param op the operation
/// @param inputs shapes and kinds of numbers
/// @param output the expected shape
/// @param batched inputs whose first dimension is the batch; a batch of 0 and of 1 is tried too.
///   Empty: no input has one
public record OpCase(Op op, List<Input> inputs, Shape output, List<Integer> batched) {

  /// Makes the numbers of an input.
  @FunctionalInterface
  public interface Values {
    /// Distinct numbers between about -2 and 2, none of them 0, in random order: far from the kinks
    /// of relu and abs and from ties.
    Values ANY = OpCase::distinct;

    /// Numbers between 0.5 and 2.5.
    Values POSITIVE =
        (random, n) -> {
          var values = new double[n];
          for (int i = 0; i < n; i++) {
            values[i] = (float) (0.5 + 2 * random.nextDouble());
          }
          return values;
        };

    /// Class indices.
    static Values labels(int classes) {
      return (random, n) -> {
        var values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = random.nextInt(classes);
        }
        return values;
      };
    }

    /// `n` numbers that float holds exactly.
    double[] make(Philox random, int n);
  }

  /// An input.
  public record Input(Shape shape, Values values) {}

  /// Starts a case.
  public static OpCase of(Op op) {
    return new OpCase(op, List.of(), Shape.of(), List.of());
  }

  /// Adds an input.
  public OpCase input(int... dims) {
    return input(Values.ANY, dims);
  }

  /// Adds an input of a kind.
  public OpCase input(Values values, int... dims) {
    var more = new ArrayList<>(inputs);
    more.add(new Input(Shape.of(dims), values));
    return new OpCase(op, List.copyOf(more), output, batched);
  }

  /// Says which shape must come out.
  public OpCase gives(int... dims) {
    return new OpCase(op, inputs, Shape.of(dims), batched);
  }

  /// Says which inputs start with the batch dimension.
  public OpCase batched(Integer... indices) {
    return new OpCase(op, inputs, output, List.of(indices));
  }

  List<Shape> shapes() {
    return inputs.stream().map(Input::shape).toList();
  }

  /// The same with another batch size; its output shape is what the operation says.
  OpCase withBatch(int size) {
    var changed = new ArrayList<Input>();
    for (int i = 0; i < inputs.size(); i++) {
      var input = inputs.get(i);
      changed.add(batched.contains(i) ? new Input(input.shape.with(0, size), input.values) : input);
    }
    var shapes = changed.stream().map(Input::shape).toList();
    return new OpCase(op, List.copyOf(changed), op.outputShape(shapes), batched);
  }

  @Override
  public String toString() {
    return op + " " + shapes();
  }

  private static double[] distinct(Philox random, int n) {
    var order = random.permutation(n);
    double stretch = 1 + 0.1 * random.nextDouble();
    var values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (stretch * (order[i] + 0.25 - n / 2.0) * 4 / Math.max(n, 4));
    }
    return values;
  }
}
