package dev.gradus.engine.train;

/// Multiplies the rate by a factor every few epochs: base * factor^floor(epoch / everyEpochs). Same
/// as PyTorch's `StepLR`.
///
/// Errors: GradusException for a factor or number of epochs that is not above 0 and finite.
///
/// Source: `torch.optim.lr_scheduler.StepLR`; notes to Stanford's CS231n, "Annealing the learning
/// rate".
///
/// @param factor always given, as 0.5
/// @param everyEpochs in epochs, always given, as 10
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
