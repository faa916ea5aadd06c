package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.UnaryFunction;
import java.util.List;
import java.util.Locale;

/// y = f(x), element by element.
///
/// Takes any shape and gives the same. Gradient: dx = f'(x) dy; the derivatives stand at the
/// constants of [UnaryFunction].
///
/// Errors: none; what is no real number, as ln(-1), becomes NaN.
///
/// Source: the functions of `torch` of the same names.
///
/// @param function f
public record Unary(UnaryFunction function) implements Op {

  @Override
  public String name() {
    return function.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().unary(function, pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .unaryBackward(
            function,
            pass.input(0),
            pass.output(),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return switch (function) {
      case LOG, SQUARE, ABS -> true;
      case NEGATE, EXP, SQRT, RELU, SIGMOID, TANH -> false;
    };
  }

  @Override
  public boolean backwardReadsOutput() {
    return switch (function) {
      case EXP, SQRT, RELU, SIGMOID, TANH -> true;
      case NEGATE, LOG, SQUARE, ABS -> false;
    };
  }
}
