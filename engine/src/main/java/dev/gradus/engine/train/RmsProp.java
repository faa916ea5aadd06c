package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// RMSprop: AdaGrad with a leaky sum, so that the rate can grow again.
///
/// s = rho s + (1 - rho) g^2; w -= rate * g / (sqrt(s) + epsilon). Centered, the mean of the
/// gradient is taken off: the root is of s - a^2 with a = rho a + (1 - rho) g. With momentum u =
/// momentum u + g / (...), w -= rate * u. Epsilon stands outside of the root, as in
/// `torch.optim.RMSprop`; Keras has it inside. Sources: Tieleman, Hinton, "Lecture 6.5", 2012;
/// Graves, arXiv:1308.0850, 2013 (centered).
///
/// Errors: GradusException for a rate or epsilon that is negative or infinite, or rho or momentum
/// outside 0 <= share < 1.
///
/// @param learningRate step size, 1e-2 by default
/// @param rho share of the old mean of squares that is kept (PyTorch's alpha), 0.99 by default
/// @param epsilon keeps the division safe, 1e-8 by default
/// @param momentum share of the last step that is kept; 0, the default, for none
/// @param aroundMean whether squares are taken around the mean; not by default
public record RmsProp(
    double learningRate, double rho, double epsilon, double momentum, boolean aroundMean)
    implements Optimizer {

  /// Checks the settings.
  public RmsProp {
    Rates.check(learningRate);
    Rates.kept("RMSprop's rho", rho, "Usual are 0.9, 0.99 and 0.999.");
    Rates.notNegative("RMSprop's epsilon", epsilon, "Usual is 1e-8.");
    Rates.kept("momentum", momentum, "Usual is 0.9.");
  }

  /// With the usual decay.
  public RmsProp(double learningRate) {
    this(learningRate, 0.99, 1e-8, 0, false);
  }

  /// The same with another decay.
  public RmsProp rho(double share) {
    return new RmsProp(learningRate, share, epsilon, momentum, aroundMean);
  }

  /// The same with another epsilon.
  public RmsProp epsilon(double small) {
    return new RmsProp(learningRate, rho, small, momentum, aroundMean);
  }

  /// The same with momentum.
  public RmsProp momentum(double share) {
    return new RmsProp(learningRate, rho, epsilon, share, aroundMean);
  }

  /// The same with squares around the mean.
  public RmsProp centered() {
    return new RmsProp(learningRate, rho, epsilon, momentum, true);
  }

  @Override
  public RmsProp learningRate(double rate) {
    return new RmsProp(rate, rho, epsilon, momentum, aroundMean);
  }

  @Override
  public int memory() {
    return 1 + (aroundMean ? 1 : 0) + (momentum == 0 ? 0 : 1);
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    var means = aroundMean ? state[1] : null;
    var velocity = momentum == 0 ? null : state[memory() - 1];
    backend
        .updates()
        .rmsProp(
            learningRate, rho, epsilon, momentum, weights, gradients, state[0], means, velocity);
  }

  @Override
  public boolean bounded() {
    return !aroundMean && Rates.small(learningRate, 0) && Rates.divides(epsilon);
  }

  @Override
  public String name() {
    return "rmsProp";
  }
}
