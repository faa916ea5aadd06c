package dev.gradus.engine.train;

/// The rate of the language models on the Penn Treebank: the base rate (1.0) for some epochs, then
/// multiplied by the decay at the beginning of every further one: base * decay^max(0, floor(epoch)
/// + 1 - constantEpochs).
///
/// Errors: GradusException for epochs or a decay that are not above 0 and finite.
///
/// Source: Zaremba, Sutskever, Vinyals, arXiv:1409.2329, 2014, section 4.1.
///
/// @param constantEpochs epochs at the base rate
/// @param decay factor of every later epoch
public record PtbSchedule(int constantEpochs, double decay) implements Schedule {
  /// Checks the settings.
  public PtbSchedule {
    Rates.positive("the number of constant epochs", constantEpochs, "Usual are 4, 6 and 14.");
    Rates.positive("the decay", decay, "Usual are 0.5, 0.8 and 1 / 1.15.");
  }

  /// 4 epochs, then halved; the small model is trained for 13.
  public static PtbSchedule small() {
    return new PtbSchedule(4, 0.5);
  }

  /// 6 epochs, then times 0.8; the medium model is trained for 39.
  public static PtbSchedule medium() {
    return new PtbSchedule(6, 0.8);
  }

  /// 14 epochs, then divided by 1.15; the large model is trained for 55.
  public static PtbSchedule large() {
    return new PtbSchedule(14, 1 / 1.15);
  }

  @Override
  public double rate(double base, long step, double epoch) {
    return base * Math.pow(decay, Math.max(0, Math.floor(epoch) + 1 - constantEpochs));
  }
}
