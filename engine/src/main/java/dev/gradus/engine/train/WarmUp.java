package dev.gradus.engine.train;

import dev.gradus.engine.internal.Given;

/// Grows linearly for some steps: the rate of the schedule behind it times (step + 1) / steps, from
/// step 0 on; then that rate itself. The schedule behind it counts from the beginning of training.
/// Same as PyTorch's `LinearLR` with start factor 1 / steps over steps - 1 steps.
///
/// Errors: GradusException for less than 1 step, or no schedule behind it.
///
/// Source: Goyal et al., arXiv:1706.02677, 2017, section 2.2 (gradual warm-up).
///
/// @param steps length of the warm-up in steps, always given
/// @param then the schedule behind it; the base rate all the time by default
public record WarmUp(long steps, Schedule then) implements Schedule {
  /// Checks the settings.
  public WarmUp {
    Given.one("the schedule after the warm-up", then);
    Rates.positive("the number of steps of warmUp", (double) steps, "Usual are 100 to 1000.");
  }

  @Override
  public double rate(double base, long step, double epoch) {
    double rate = then.rate(base, step, epoch);
    return step < steps ? rate * (double) (step + 1) / (double) steps : rate;
  }
}
