package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Arena;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.random.Philox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One forward and backward pass of an operation on given numbers, arranged so that it only
/// succeeds if the operation keeps its promises: targets hold NaN beforehand, and before the
/// backward pass everything that the operation says it does not read becomes NaN.
public final class OpRun {
  static final long SEED = 11;

  private final Backend backend;
  private final Op op;
  private final List<Shape> shapes;
  private final double[][] inputs;

  /// Of a case.
  public OpRun(Backend backend, OpCase c, double[][] inputs) {
    this(backend, c.op(), c.shapes(), inputs);
  }

  /// Of an operation on inputs of these shapes.
  public OpRun(Backend backend, Op op, List<Shape> shapes, double[][] inputs) {
    this.backend = backend;
    this.op = op;
    this.shapes = shapes;
    this.inputs = inputs;
  }

  /// Numbers for the inputs of a case.
  static double[][] numbers(OpCase c) {
    var random = new Philox(SEED, 1);
    var numbers = new double[c.inputs().size()][];
    for (int i = 0; i < numbers.length; i++) {
      var input = c.inputs().get(i);
      numbers[i] = input.values().make(random, input.shape().size());
    }
    return numbers;
  }

  /// The result without a backward pass: nothing is saved.
  public double[] forward() {
    var memory = new Arena(backend, SEED);
    var slices = slices(memory);
    var output = memory.target(op.outputShape(shapes).size());
    var pass = pass(slices, output, null);
    op.forward(pass);
    memory.check();
    return Arena.toArray(output);
  }

  /// What a forward and backward pass gave.
  ///
  /// @param gradients of every wanted input, null for the others
  public record Result(double[] output, double[] @Nullable [] gradients) {
    /// The gradient of a wanted input.
    public double[] gradient(int i) {
      var gradient = gradients[i];
      if (gradient == null) {
        throw new AssertionError("no gradient for input " + i);
      }
      return gradient;
    }
  }

  /// A forward and backward pass.
  ///
  /// @param gradOutput the gradient of the result
  /// @param wanted which inputs want a gradient
  /// @param old numbers to add the gradients to, null to overwrite
  public Result backward(
      double[] gradOutput, boolean[] wanted, double @Nullable [] @Nullable [] old) {
    var memory = new Arena(backend, SEED);
    var slices = slices(memory);
    var output = memory.target(op.outputShape(shapes).size());
    int savedSize = op.savedSize(shapes);
    var saved = savedSize > 0 ? memory.target(savedSize) : null;
    var pass = pass(slices, output, saved);
    op.forward(pass);
    var result = Arena.toArray(output);
    memory.check();

    var reread = new Slice[slices.length];
    for (int i = 0; i < slices.length; i++) {
      boolean read = op.backwardReadsInput(i);
      reread[i] = read ? slices[i] : memory.target(slices[i].length());
    }
    var rereadOutput =
        op.backwardReadsOutput() ? memory.input(result) : memory.target(result.length);
    var second = pass(reread, rereadOutput, saved);
    var targets = new @Nullable Slice[slices.length];
    var accumulate = new boolean[slices.length];
    for (int i = 0; i < slices.length; i++) {
      if (wanted[i]) {
        var before = old == null ? null : old[i];
        accumulate[i] = before != null;
        targets[i] = before == null ? memory.target(slices[i].length()) : memory.slice(before);
      }
    }
    second.gradients(memory.slice(gradOutput), targets, accumulate);
    op.backward(second);
    memory.check();
    var gradients = new double[slices.length] @Nullable [];
    for (int i = 0; i < slices.length; i++) {
      var target = targets[i];
      gradients[i] = target == null ? null : Arena.toArray(target);
    }
    return new Result(result, gradients);
  }

  private Slice[] slices(Arena memory) {
    var slices = new ArrayList<Slice>();
    for (int i = 0; i < inputs.length; i++) {
      slices.add(op.updatesInput(i) ? memory.slice(inputs[i]) : memory.input(inputs[i]));
    }
    return slices.toArray(Slice[]::new);
  }

  private Pass pass(Slice[] slices, Slice output, @Nullable Slice saved) {
    return new Pass(
        backend, shapes, slices, op.outputShape(shapes), output, saved, new RandomKeys(SEED), 5);
  }
}
