package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.UnaryFunction;

/// The element-wise functions and their derivatives, as formulas.
public final class Functions {
  private Functions() {}

  /// f(x).
  public static double apply(UnaryFunction f, double x) {
    return switch (f) {
      case NEGATE -> -x;
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SQRT -> Math.sqrt(x);
      case SQUARE -> x * x;
      case ABS -> Math.abs(x);
      case RELU -> Math.max(0, x);
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
    };
  }

  /// Whether the derivative is a function of f(x) (or constant) rather than of x.
  public static boolean derivativeReadsOutput(UnaryFunction f) {
    return switch (f) {
      case NEGATE, EXP, SQRT, RELU, SIGMOID, TANH -> true;
      case LOG, SQUARE, ABS -> false;
    };
  }

  /// f'(x).
  ///
  /// @param v f(x) where [#derivativeReadsOutput] says so, else x
  public static double derivative(UnaryFunction f, double v) {
    return switch (f) {
      case NEGATE -> -1;
      case EXP -> v;
      case LOG -> 1 / v;
      case SQRT -> 0.5 / v;
      case SQUARE -> 2 * v;
      case ABS -> Math.signum(v);
      case RELU -> v > 0 ? 1 : 0;
      case SIGMOID -> v * (1 - v);
      case TANH -> 1 - v * v;
    };
  }

  /// f(x) of a fused activation.
  public static double apply(Activation f, double x) {
    return switch (f) {
      case IDENTITY -> x;
      case RELU -> Math.max(0, x);
      case SIGMOID -> sigmoid(x);
      case TANH -> Math.tanh(x);
    };
  }

  /// f' of a fused activation, from its output.
  public static double derivative(Activation f, double y) {
    return switch (f) {
      case IDENTITY -> 1;
      case RELU -> y > 0 ? 1 : 0;
      case SIGMOID -> y * (1 - y);
      case TANH -> 1 - y * y;
    };
  }

  /// f(a, b).
  public static double apply(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ADD -> a + b;
      case SUBTRACT -> a - b;
      case MULTIPLY -> a * b;
      case DIVIDE -> a / b;
      case MAXIMUM -> Math.max(a, b);
    };
  }

  /// Whether the derivatives of f depend on a and b.
  public static boolean derivativeReadsInputs(BinaryFunction f) {
    return switch (f) {
      case ADD, SUBTRACT -> false;
      case MULTIPLY, DIVIDE, MAXIMUM -> true;
    };
  }

  /// The derivative of f(a, b) by a.
  public static double byLeft(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ADD, SUBTRACT -> 1;
      case MULTIPLY -> b;
      case DIVIDE -> 1 / b;
      case MAXIMUM -> share(a, b);
    };
  }

  /// The derivative of f(a, b) by b.
  public static double byRight(BinaryFunction f, double a, double b) {
    return switch (f) {
      case ADD -> 1;
      case SUBTRACT -> -1;
      case MULTIPLY -> a;
      case DIVIDE -> -a / (b * b);
      case MAXIMUM -> share(b, a);
    };
  }

  private static double share(double mine, double other) {
    if (mine == other) {
      return 0.5;
    }
    return mine > other ? 1 : 0;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
