package dev.gradus.engine.train;

/// Multiplies the rate by a factor every few epochs: base * factor^floor(epoch / everyEpochs). Same
/// as PyTorch's `StepLR`.
///
/// @param factor as 0.5
/// @param everyEpochs as 10
public record StepDecay(double factor, int everyEpochs) implements Schedule {
  /// Checks the settings.
  public StepDecay {
    Rates.positive("the factor of stepDecay", factor, "Usual are 0.5 and 0.1.");
    Rates.positive("the number of epochs of stepDecay", everyEpochs, "Usual is 10.");
  }

  @Override
  public double rate(double base, long step, double epoch) {
    return base * Math.pow(factor, Math.floor(epoch / everyEpochs));
  }
}
