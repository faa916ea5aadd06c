package dev.gradus.engine.op;

/// How a recurrent operation walks over its sequence and what it gives.
///
/// @param yield which states it gives
/// @param reversed walks from the last step to the first; results stay at the place of their step
/// @param start the state before the first step
/// @param masked whether the last input is a mask [batch, steps]: a step that is 0 there carries
///   the state over and gives the state of the step before
public record Recurrence(Yield yield, boolean reversed, Start start, boolean masked) {
  /// Which states are the result.
  public enum Yield {
    /// The state after the last step, [batch, units].
    LAST,
    /// The state after every step, [batch, steps, units].
    SEQUENCE,
    /// All states after every step: [batch, steps, 2 units], h then c, of an LSTM; as SEQUENCE for
    /// cells with one state.
    STATES
  }

  /// Where the first state comes from.
  public enum Start {
    /// It is zero.
    ZERO,
    /// Inputs [batch, units], h (and c of an LSTM); they have gradients.
    GIVEN,
    /// The same inputs, which the operation overwrites with the last state when it has run forward:
    /// the next batch goes on where this one ended. They have no gradient: what the next batch
    /// learns does not reach back into this one.
    CARRIED
  }

  /// From zero over all steps, giving the last state.
  public static Recurrence last() {
    return new Recurrence(Yield.LAST, false, Start.ZERO, false);
  }

  /// From zero over all steps, giving every state h.
  public static Recurrence sequence() {
    return last().yielding(Yield.SEQUENCE);
  }

  /// The same with another result.
  public Recurrence yielding(Yield other) {
    return new Recurrence(other, reversed, start, masked);
  }

  /// The same from the last step to the first.
  public Recurrence backwards() {
    return new Recurrence(yield, true, start, masked);
  }

  /// The same from another first state.
  public Recurrence from(Start other) {
    return new Recurrence(yield, reversed, other, masked);
  }

  /// The same with a mask as last input.
  public Recurrence withMask() {
    return new Recurrence(yield, reversed, start, true);
  }
}
