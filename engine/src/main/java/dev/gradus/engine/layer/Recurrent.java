package dev.gradus.engine.layer;

import dev.gradus.engine.op.Recurrence;

/// A recurrent layer: takes sequences [batch, steps, features] and gives the state after the last
/// step [batch, units], or after every step. The same weights serve every step, so the number of
/// steps does not change the number of parameters.
///
/// Padded sequences: steps that the mask of the input ([dev.gradus.engine.Tensor#mask()], see
/// [Masking]) says are padding carry the state over and give the result of the step before (before
/// the first real step the first state), so that the last result is that of the last real step.
///
/// Dropout: `lstm(128).returnSequences(), dropout(0.2), lstm(128)` drops what passes from one layer
/// to the next. Between the steps of a layer (h to h) nothing is ever dropped. Source: Zaremba,
/// Sutskever, Vinyals, arXiv 1409.2329.
///
/// Errors: ShapeException for a sample that is not [steps, features].
///
/// @param <S> the layer
public interface Recurrent<S extends Recurrent<S>> extends LayerSpec {
  /// What it has been told.
  RecurrentSettings settings();

  /// The same with other settings.
  S with(RecurrentSettings other);

  /// The size of its state.
  int units();

  @Override
  RecurrentLayer build(dev.gradus.engine.Shape input, Initializers init);

  /// The same, giving the state after every step: [batch, steps, units].
  default S returnSequences() {
    return with(settings().yielding(Recurrence.Yield.SEQUENCE));
  }

  /// The same, giving all states after every step: of an LSTM [batch, steps, 2 units], h then c, of
  /// others the same as [#returnSequences()]. For encoders whose states go to a decoder.
  default S states() {
    return with(settings().yielding(Recurrence.Yield.STATES));
  }

  /// The same in the other direction: from the last step to the first. Results stay at the place of
  /// their step; without [#returnSequences()] the result is the state after the first step, which
  /// has seen the whole sequence.
  default S reversed() {
    return with(settings().turned());
  }

  /// The same with a state that goes on: the last state of a batch is the first of the next batch
  /// of the same size, in training and in prediction, until [dev.gradus.engine.Model#resetState()].
  /// Sample i of the next batch must continue sample i of this one: do not shuffle. Gradients end
  /// at the border of a batch (truncated back-propagation through time), so long sequences are cut
  /// into chunks whose steps are what one gradient sees. The state is kept for each batch size and
  /// is not saved with the model; prediction and training with the same batch size share it.
  default S stateful() {
    return with(settings().carrying());
  }

  /// The same with a second input that gives its first state; see [FromState]. In a model `x.then(
  /// lstm(64), state)`.
  default FromState fromState() {
    return new FromState(this);
  }

  /// The same with input weights drawn another way; Glorot by default.
  default S initializer(Initializer chosen) {
    return with(settings().drawn(chosen, settings().recurrentKernel()));
  }

  /// The same with recurrent weights drawn another way; Glorot by default.
  default S recurrentInitializer(Initializer chosen) {
    return with(settings().drawn(settings().kernel(), chosen));
  }
}
