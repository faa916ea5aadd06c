package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Adam with decoupled weight decay: w *= 1 - rate * decay, then a step of [Adam]. Adding decay * w
/// to the gradient instead (an L2 penalty) would divide the decay by the size of the gradients; for
/// plain gradient descent alone the two are the same.
///
/// Equal to `torch.optim.AdamW`. Source: Loshchilov, Hutter, ICLR 2019, algorithm 2.
///
/// Errors: GradusException for a rate, epsilon or decay that is negative or infinite, or a beta
/// outside 0 <= beta < 1.
///
/// @param learningRate step size, 1e-3 by default
/// @param beta1 decay of the mean, 0.9 by default
/// @param beta2 decay of the mean of squares, 0.999 by default
/// @param epsilon keeps the division safe, 1e-8 by default
/// @param weightDecay share of a weight that a step of rate 1 takes away, 1e-2 by default
public record AdamW(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay)
    implements Optimizer {

  /// Checks the settings.
  public AdamW {
    Rates.check(learningRate);
    Rates.kept("AdamW's beta1", beta1, "Usual is 0.9.");
    Rates.kept("AdamW's beta2", beta2, "Usual is 0.999.");
    Rates.notNegative("AdamW's epsilon", epsilon, "Usual is 1e-8.");
    Rates.notNegative("AdamW's weight decay", weightDecay, "Usual is 1e-2.");
  }

  /// With the usual decays.
  public AdamW(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 1e-2);
  }

  /// The same with other decays of the means.
  public AdamW betas(double first, double second) {
    return new AdamW(learningRate, first, second, epsilon, weightDecay);
  }

  /// The same with another epsilon.
  public AdamW epsilon(double small) {
    return new AdamW(learningRate, beta1, beta2, small, weightDecay);
  }

  /// The same with another weight decay.
  public AdamW weightDecay(double decay) {
    return new AdamW(learningRate, beta1, beta2, epsilon, decay);
  }

  @Override
  public AdamW learningRate(double rate) {
    return new AdamW(rate, beta1, beta2, epsilon, weightDecay);
  }

  @Override
  public int memory() {
    return 2;
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    double c1 = 1 - Math.pow(beta1, (double) step);
    double c2 = 1 - Math.pow(beta2, (double) step);
    backend
        .updates()
        .adamW(
            learningRate,
            beta1,
            beta2,
            epsilon,
            c1,
            c2,
            weightDecay,
            weights,
            gradients,
            state[0],
            state[1],
            null);
  }

  @Override
  public boolean bounded() {
    return Rates.small(learningRate, weightDecay) && Rates.divides(epsilon);
  }

  @Override
  public String name() {
    return "adamW";
  }
}
