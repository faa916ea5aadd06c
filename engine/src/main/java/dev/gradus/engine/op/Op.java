package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import java.util.List;

/// One operation on tensors: its shape rule, forward and backward pass, and cost. Open: a record in
/// a notebook cell may implement it. Implementations are immutable, and equal if they compute the
/// same; records are.
public interface Op {

  /// A short name, as `conv2d`.
  default String name() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() ? "op" : Character.toLowerCase(simple.charAt(0)) + simple.substring(1);
  }

  /// The shape of the result.
  ///
  /// @throws dev.gradus.engine.ShapeException if the inputs do not fit; the message says what was
  ///   expected, what was given and how to fix it
  Shape outputShape(List<Shape> inputs);

  /// Writes the result to [Pass#output()].
  void forward(Pass pass);

  /// Reads [Pass#gradOutput()] and writes the gradient of every input that wants one
  /// ([Pass#wantsGrad(int)]) to [Pass#gradInput(int)], adding to what is there if
  /// [Pass#accumulate(int)] says so. May overwrite the gradOutput slice.
  void backward(Pass pass);

  /// Whether input `i` can have a gradient; class labels cannot.
  default boolean differentiable(int i) {
    return true;
  }

  /// Whether the backward pass reads the value of input `i`. A false frees memory early.
  default boolean backwardReadsInput(int i) {
    return true;
  }

  /// Whether the backward pass reads the output. A false frees memory early.
  default boolean backwardReadsOutput() {
    return true;
  }

  /// Whether the forward pass changes input `i`: a buffer, as the running mean of a batch
  /// normalisation. Such an input has no gradient.
  default boolean updatesInput(int i) {
    return false;
  }

  /// The number of elements that the forward pass keeps for the backward pass in [Pass#saved()].
  default int savedSize(List<Shape> inputs) {
    return 0;
  }

  /// Whether the backward pass may be given the place of [Pass#saved()] as that of the gradient of
  /// input 0, where both have as many elements: it then reads a number before it writes there.
  default boolean gradientReplacesSaved() {
    return false;
  }

  /// Multiply-adds of a forward pass.
  default long macs(List<Shape> inputs) {
    return 0;
  }
}
