package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Stochastic gradient descent: w -= rate * g; with momentum v = momentum * v + g, w -= rate * v;
/// with Nesterov's variant w -= rate * (g + momentum * v).
///
/// Equal to `torch.optim.SGD` without dampening.
///
/// Errors: GradusException for a rate or decay that is negative or infinite, momentum outside 0 <=
/// momentum < 1, or Nesterov's variant without momentum.
///
/// Sources: Polyak 1964; Sutskever, Martens, Dahl, Hinton, ICML 2013 (the form is PyTorch's, where
/// the rate multiplies the velocity).
///
/// @param learningRate step size, always given
/// @param momentum share of the last velocity that is kept; 0, the default, for none
/// @param nesterov whether the gradient is taken to be ahead; not by default
/// @param weightDecay this times w is added to the gradient; 0 by default
public record Sgd(double learningRate, double momentum, boolean nesterov, double weightDecay)
    implements Optimizer {

  /// Checks the settings.
  public Sgd {
    Rates.check(learningRate);
    if (!(momentum >= 0 && momentum < 1)) {
      throw new GradusException(
          "momentum must be at least 0 and less than 1, got " + momentum + ". Usual is 0.9.");
    }
    Rates.notNegative("weight decay", weightDecay, "Usual are 1e-4 and 5e-4.");
    if (nesterov && momentum == 0) {
      throw new GradusException("Nesterov's variant needs a momentum, for example 0.9.");
    }
  }

  /// Plain gradient descent.
  public Sgd(double learningRate) {
    this(learningRate, 0, false, 0);
  }

  /// The same with momentum.
  public Sgd momentum(double share) {
    return new Sgd(learningRate, share, nesterov, weightDecay);
  }

  /// The same with Nesterov's momentum.
  public Sgd nesterov(double share) {
    return new Sgd(learningRate, share, true, weightDecay);
  }

  /// The same with weight decay.
  public Sgd weightDecay(double decay) {
    return new Sgd(learningRate, momentum, nesterov, decay);
  }

  @Override
  public Sgd learningRate(double rate) {
    return new Sgd(rate, momentum, nesterov, weightDecay);
  }

  @Override
  public int memory() {
    return momentum == 0 ? 0 : 1;
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    var velocity = state.length == 0 ? null : state[0];
    backend.sgd(learningRate, momentum, nesterov, weightDecay, weights, gradients, velocity);
  }

  @Override
  public boolean bounded() {
    return Rates.small(learningRate, weightDecay);
  }

  @Override
  public String name() {
    return "sgd";
  }
}
