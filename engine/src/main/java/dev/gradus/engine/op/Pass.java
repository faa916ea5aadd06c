package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// What an [Op] sees when it runs: where its inputs, its output and their gradients lie. Built once
/// for an operation of a plan and used for every step.
///
/// Errors: GradusException for what this run does not have: saved values that were not declared,
/// the gradient of the result in a forward pass, a gradient that is not wanted.
public final class Pass {
  private final Backend backend;
  private final List<Shape> inputShapes;
  private final Slice[] inputs;
  private final Shape outputShape;
  private final Slice output;
  private final @Nullable Slice saved;
  private final RandomKeys keys;
  private final int index;
  private @Nullable Slice gradOutput;
  private @Nullable Slice[] gradInputs = new Slice[0];
  private boolean[] accumulate = new boolean[0];
  private @Nullable Object memo;

  /// For a run on a backend.
  ///
  /// @param index position of the operation in its recording; part of its random key
  public Pass(
      Backend backend,
      List<Shape> inputShapes,
      Slice[] inputs,
      Shape outputShape,
      Slice output,
      @Nullable Slice saved,
      RandomKeys keys,
      int index) {
    this.backend = backend;
    this.inputShapes = List.copyOf(inputShapes);
    this.inputs = inputs.clone();
    this.outputShape = outputShape;
    this.output = output;
    this.saved = saved;
    this.keys = keys;
    this.index = index;
  }

  /// Says where the gradients lie.
  ///
  /// @param gradInputs for every input the slice of its gradient, null where none is wanted
  /// @param accumulate for every input whether to add to that slice
  public void gradients(Slice gradOutput, @Nullable Slice[] gradInputs, boolean[] accumulate) {
    this.gradOutput = gradOutput;
    this.gradInputs = gradInputs.clone();
    this.accumulate = accumulate.clone();
    memo = null;
  }

  /// What an operation works out from shapes, kept from its first run on. One for each operation.
  ///
  /// @param make is called when nothing was kept yet
  <O extends Op, T> T memo(Class<T> type, O op, BiFunction<O, Pass, T> make) {
    var kept = memo;
    if (type.isInstance(kept)) {
      return type.cast(kept);
    }
    var made = make.apply(op, this);
    memo = made;
    return made;
  }

  /// The kernels to use.
  public Backend backend() {
    return backend;
  }

  /// The number of inputs.
  public int inputCount() {
    return inputs.length;
  }

  /// The numbers of input `i`.
  public Slice input(int i) {
    return inputs[i];
  }

  /// The shape of input `i`.
  public Shape inputShape(int i) {
    return inputShapes.get(i);
  }

  /// The shapes of all inputs.
  public List<Shape> inputShapes() {
    return inputShapes;
  }

  /// Where the result goes; in a backward pass, where it is.
  public Slice output() {
    return output;
  }

  /// The shape of the result.
  public Shape outputShape() {
    return outputShape;
  }

  /// Room for what the backward pass needs, [Op#savedSize] elements.
  public Slice saved() {
    if (saved == null) {
      throw new GradusException("this operation has no saved values: declare them in savedSize().");
    }
    return saved;
  }

  /// Whether there is room for saved values: not in a pass without gradients.
  public boolean keepsSaved() {
    return saved != null;
  }

  /// The gradient of the result.
  public Slice gradOutput() {
    if (gradOutput == null) {
      throw new GradusException("gradOutput() exists only in a backward pass.");
    }
    return gradOutput;
  }

  /// Whether the gradient of input `i` is wanted.
  public boolean wantsGrad(int i) {
    return i < gradInputs.length && gradInputs[i] != null;
  }

  /// Where the gradient of input `i` goes.
  public Slice gradInput(int i) {
    var slice = i < gradInputs.length ? gradInputs[i] : null;
    if (slice == null) {
      throw new GradusException(
          "no gradient is wanted for input " + i + ": ask wantsGrad(" + i + ") first.");
    }
    return slice;
  }

  /// Whether to add to [#gradInput] instead of overwriting it.
  public boolean accumulate(int i) {
    return accumulate[i];
  }

  /// The key of this operation's random numbers: a function of seed, step and position in the
  /// recording. The backward pass of a step sees the key of its forward pass.
  public long randomKey() {
    return keys.key(index);
  }
}
