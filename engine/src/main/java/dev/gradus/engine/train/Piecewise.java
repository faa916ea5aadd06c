package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import java.util.ArrayList;
import java.util.List;

/// Constant between epochs of your choice: base, then base times the factor of the last boundary
/// that has been reached.
///
/// ```java
/// piecewise().from(30, 0.1).from(60, 0.01)
/// ```
///
/// Errors: GradusException for another number of factors than epochs, epochs that do not ascend
/// from above 0, or a factor that is negative or infinite.
///
/// Source: `torch.optim.lr_scheduler.MultiStepLR`, whose factors multiply each other.
///
/// @param epochs where a new factor begins, ascending; none by default
/// @param factors of the base rate from there on, as many; none by default
public record Piecewise(List<Double> epochs, List<Double> factors) implements Schedule {
  /// Checks the settings.
  public Piecewise {
    epochs = List.copyOf(epochs);
    factors = List.copyOf(factors);
    if (epochs.size() != factors.size()) {
      throw new GradusException(
          "piecewise needs a factor for every boundary, got "
              + epochs.size()
              + " boundaries and "
              + factors.size()
              + " factors.");
    }
    for (int i = 0; i < epochs.size(); i++) {
      Rates.notNegative("a factor of piecewise", factors.get(i), "Usual is 0.1.");
      if (!(epochs.get(i) > (i == 0 ? 0 : epochs.get(i - 1)))) {
        throw new GradusException(
            "the epochs of piecewise must ascend from above 0, got " + epochs + ". Sort them.");
      }
    }
  }

  /// The base rate all the time.
  public Piecewise() {
    this(List.of(), List.of());
  }

  /// The same with another factor of the base rate from an epoch on, later than all so far.
  public Piecewise from(double epoch, double factor) {
    var nextEpochs = new ArrayList<>(epochs);
    var nextFactors = new ArrayList<>(factors);
    nextEpochs.add(epoch);
    nextFactors.add(factor);
    return new Piecewise(nextEpochs, nextFactors);
  }

  @Override
  public double rate(double base, long step, double epoch) {
    double factor = 1;
    for (int i = 0; i < epochs.size() && epoch >= epochs.get(i); i++) {
      factor = factors.get(i);
    }
    return base * factor;
  }
}
