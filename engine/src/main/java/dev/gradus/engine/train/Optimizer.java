package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// How gradients change the weights. An optimizer is only its settings; what it remembers between
/// steps lies in buffers that the trainer keeps for it.
public interface Optimizer {
  /// Numbers of gradients below this are not too large for [#bounded()].
  double TAME = 1e10;

  /// The learning rate.
  double learningRate();

  /// The same with another learning rate.
  Optimizer learningRate(double rate);

  /// How many numbers it remembers for every weight.
  int memory();

  /// One step.
  ///
  /// @param step number of this step, counted from 1
  /// @param weights changed in place
  /// @param state [#memory()] buffers as long as the weights, zero at first
  void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state);

  /// Whether a step from finite weights by gradients whose numbers are below [#TAME] always ends,
  /// and at finite weights. The trainer then keeps no copy of the weights to undo it. False unless
  /// an optimizer knows better.
  default boolean bounded() {
    return false;
  }

  /// A short name, as `adam`.
  String name();
}
