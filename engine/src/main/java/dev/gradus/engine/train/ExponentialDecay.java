package dev.gradus.engine.train;

/// base * e^(-decay * epoch), falling with every step. Same as PyTorch's `ExponentialLR` with gamma
/// = e^(-decay), which falls once an epoch.
///
/// Errors: GradusException for a decay that is negative or infinite.
///
/// Source: notes to Stanford's CS231n, "Annealing the learning rate".
///
/// @param decay per epoch, always given; as 0.1: about a tenth is lost in an epoch
public record ExponentialDecay(double decay) implements Schedule {
  /// Checks the setting.
  public ExponentialDecay {
    Rates.notNegative("the decay of exponentialDecay", decay, "Try 0.1.");
  }

  @Override
  public double rate(double base, long step, double epoch) {
    return base * Math.exp(-decay * epoch);
  }
}
