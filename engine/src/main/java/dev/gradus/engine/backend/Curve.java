package dev.gradus.engine.backend;

import dev.gradus.engine.GradusException;

/// Activations beyond [UnaryFunction]: functions of one number that have a setting or need special
/// functions.
///
/// Errors: GradusException for a negative or infinite alpha.
///
/// Source: the papers at the layers of the same names.
public sealed interface Curve {

  /// Whether the derivative is worked out from f(x); otherwise from x.
  boolean derivativeReadsOutput();

  /// f(x) = x for x > 0, else alpha x; f' = 1 for x > 0, else alpha.
  ///
  /// @param alpha slope on the left, at least 0
  record LeakyRelu(double alpha) implements Curve {
    /// Checks the slope.
    ///
    /// @throws GradusException if alpha is negative or no finite number
    public LeakyRelu {
      checkAlpha("leakyRelu", alpha);
    }

    @Override
    public boolean derivativeReadsOutput() {
      return true;
    }
  }

  /// f(x) = x for x > 0, else alpha (e^x - 1); f' = 1 for x > 0, else f(x) + alpha.
  ///
  /// @param alpha minus the limit on the left, at least 0
  record Elu(double alpha) implements Curve {
    /// Checks the limit.
    ///
    /// @throws GradusException if alpha is negative or no finite number
    public Elu {
      checkAlpha("elu", alpha);
    }

    @Override
    public boolean derivativeReadsOutput() {
      return true;
    }
  }

  /// f(x) = x P(x), P the distribution function of the normal distribution, (1 + erf(x / sqrt 2)) /
  /// 2; f' = P(x) + x e^(-x^2 / 2) / sqrt(2 pi).
  record Gelu() implements Curve {
    @Override
    public boolean derivativeReadsOutput() {
      return false;
    }
  }

  /// The approximation of [Gelu] with a hyperbolic tangent: f(x) = x (1 + tanh u) / 2, u = sqrt(2 /
  /// pi) (x + 0.044715 x^3); f' = s + 2 x s (1 - s) u', s = (1 + tanh u) / 2.
  record GeluTanh() implements Curve {
    @Override
    public boolean derivativeReadsOutput() {
      return false;
    }
  }

  /// f(x) = ln(1 + e^x), worked out as max(x, 0) + ln(1 + e^-|x|); f' = 1 / (1 + e^-x).
  record Softplus() implements Curve {
    @Override
    public boolean derivativeReadsOutput() {
      return false;
    }
  }

  private static void checkAlpha(String what, double alpha) {
    if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          what + " needs an alpha of at least 0, got " + alpha + ". Usual are 0.01 to 1.");
    }
  }
}
