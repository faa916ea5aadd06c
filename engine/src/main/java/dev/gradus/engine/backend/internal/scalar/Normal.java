package dev.gradus.engine.backend.internal.scalar;

/// The normal distribution in double.
final class Normal {
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);
  // where the series and the continued fraction both need few terms
  private static final double BORDER = 3;
  private static final int FRACTION_TERMS = 120;

  private Normal() {}

  /// e^(-x^2 / 2) / sqrt(2 pi).
  static double density(double x) {
    return Math.exp(-x * x / 2) / ROOT_2_PI;
  }

  /// The probability of a number below x: near 0 by its power series, far away by its continued
  /// fraction (Abramowitz, Stegun, "Handbook of Mathematical Functions", 26.2.11 and 26.2.14).
  static double distribution(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a < BORDER) {
      return 0.5 + series(x);
    }
    return x < 0 ? tail(a) : 1 - tail(a);
  }

  /// P(x) - 1/2 = density(x) (x + x^3/3 + x^5/(3 5) + ...).
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return density(x) * sum;
  }

  /// P(-a) = density(a) / (a + 1/(a + 2/(a + 3/(a + ...)))).
  private static double tail(double a) {
    double fraction = a;
    for (int k = FRACTION_TERMS; k > 0; k--) {
      fraction = a + k / fraction;
    }
    return density(a) / fraction;
  }
}
