package dev.gradus.engine.layer;

import dev.gradus.engine.op.Recurrence;
import org.jspecify.annotations.Nullable;

/// What all recurrent layers can be told.
///
/// @param yield which states are the result; the last by default
/// @param backwards whether it walks from the last step to the first; not by default
/// @param carried whether the last state of a batch is the first of the next; not by default
/// @param kernel how the input weights are drawn; null, the default, for Glorot
/// @param recurrentKernel how the recurrent weights are drawn; null, the default, for Glorot
public record RecurrentSettings(
    Recurrence.Yield yield,
    boolean backwards,
    boolean carried,
    @Nullable Initializer kernel,
    @Nullable Initializer recurrentKernel) {

  /// The usual ones.
  public static RecurrentSettings usual() {
    return new RecurrentSettings(Recurrence.Yield.LAST, false, false, null, null);
  }

  RecurrentSettings yielding(Recurrence.Yield other) {
    return new RecurrentSettings(other, backwards, carried, kernel, recurrentKernel);
  }

  RecurrentSettings turned() {
    return new RecurrentSettings(yield, !backwards, carried, kernel, recurrentKernel);
  }

  RecurrentSettings carrying() {
    return new RecurrentSettings(yield, backwards, true, kernel, recurrentKernel);
  }

  RecurrentSettings drawn(@Nullable Initializer weights, @Nullable Initializer recurrent) {
    return new RecurrentSettings(yield, backwards, carried, weights, recurrent);
  }

  Initializer kernelOrGlorot() {
    return kernel == null ? Initializer.glorot() : kernel;
  }

  Initializer recurrentOrGlorot() {
    return recurrentKernel == null ? Initializer.glorot() : recurrentKernel;
  }

  /// The settings in words, to put behind the layer's.
  String describe() {
    var words =
        switch (yield) {
          case LAST -> "";
          case SEQUENCE -> ", every step";
          case STATES -> ", states";
        };
    return words + (backwards ? ", reversed" : "") + (carried ? ", stateful" : "");
  }
}
