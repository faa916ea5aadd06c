package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;

/// Up from base / divisor to the base rate, then down to base / divisor / lastDivisor, each on half
/// a wave of the cosine; the last rate stays. The base rate is the highest one: it may be larger
/// than a constant rate could be.
///
/// Same as PyTorch's `OneCycleLR` in two phases, without its momentum. Source: Smith, Topin,
/// arXiv:1708.07120, 2017.
///
/// Errors: GradusException for a share of rising outside 0 .. 1 or of no more than 1 step, or a
/// divisor that is not above 0 and finite.
///
/// @param steps of the whole run: epochs times steps of an epoch
/// @param rising share of the steps that it rises, 0.3 by default
/// @param divisor base over the first rate, 25 by default
/// @param lastDivisor first over last rate, 1e4 by default
public record OneCycle(long steps, double rising, double divisor, double lastDivisor)
    implements Schedule {
  /// Checks the settings.
  public OneCycle {
    if (!(rising > 0 && rising < 1) || !(rising * (double) steps > 1)) {
      throw new GradusException(
          "oneCycle must rise for more than 1 step and for less than all, got "
              + steps
              + " steps and a share of "
              + rising
              + ". Give the steps of the whole run (epochs times steps of an epoch); the usual"
              + " share is 0.3.");
    }
    Rates.positive("the divisor of oneCycle", divisor, "Usual is 25.");
    Rates.positive("the last divisor of oneCycle", lastDivisor, "Usual is 1e4.");
  }

  /// With the usual shape.
  public OneCycle(long steps) {
    this(steps, 0.3, 25, 1e4);
  }

  @Override
  public double rate(double base, long step, double epoch) {
    double top = rising * (double) steps - 1;
    double end = (double) steps - 1;
    double first = base / divisor;
    double at = Math.min((double) step, end);
    return at <= top
        ? between(first, base, at / top)
        : between(base, first / lastDivisor, (at - top) / (end - top));
  }

  private static double between(double from, double to, double share) {
    return to + (from - to) * (1 + Math.cos(Math.PI * share)) / 2;
  }
}
