package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.ErrorFunction;
import java.util.List;

/// The mean of an [ErrorFunction] over all numbers: predictions and targets of one shape, result
/// []. Nothing is broadcast. The mean over no numbers is NaN. Targets are given and have no
/// gradient.
///
/// Gradient: df/dprediction / n for every number, where f is the [ErrorFunction] and n the number
/// of numbers.
///
/// Errors: GradusException for Huber's delta or the hinge's margin that is not above 0 and finite;
/// ShapeException for shapes that differ.
///
/// Source: the losses of `torch.nn` with reduction "mean".
///
/// @param function what an error costs
/// @param parameter of the function: where Huber's error becomes linear, the margin of the hinge;
///   others ignore it; 0 by default
public record MeanError(ErrorFunction function, double parameter) implements Op {

  /// Checks the parameter.
  public MeanError {
    boolean used =
        switch (function) {
          case HUBER, HINGE -> true;
          case SQUARED, ABSOLUTE, BINARY_CROSS_ENTROPY -> false;
        };
    if (used && !(parameter > 0 && parameter < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the "
              + (function == ErrorFunction.HUBER ? "delta of Huber's loss" : "margin of the hinge")
              + " must be a number above 0, got "
              + parameter
              + ". Try 1.");
    }
  }

  /// Without a parameter.
  public MeanError(ErrorFunction function) {
    this(function, 0);
  }

  @Override
  public String name() {
    return switch (function) {
      case SQUARED -> "squaredError";
      case ABSOLUTE -> "absoluteError";
      case HUBER -> "huber";
      case BINARY_CROSS_ENTROPY -> "binaryCrossEntropy";
      case HINGE -> "hinge";
    };
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return sameShapes(inputs);
  }

  static Shape sameShapes(List<Shape> inputs) {
    var prediction = inputs.get(0);
    var target = inputs.get(1);
    if (!prediction.equals(target)) {
      throw new ShapeException(
          "expected targets of the shape of the predictions "
              + prediction
              + ", got "
              + target
              + ". Reshape the targets.");
    }
    return Shape.of();
  }

  @Override
  public void forward(Pass pass) {
    pass.backend()
        .losses()
        .meanError(function, parameter, pass.input(0), pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .losses()
        .meanErrorBackward(
            function,
            parameter,
            pass.input(0),
            pass.input(1),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean differentiable(int i) {
    return i == 0;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
