package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Adam: steps scaled by running means of the gradient and of its square, with bias correction.
///
/// m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w -= rate * (m / (1 - b1^t)) / (sqrt(v / (1 -
/// b2^t)) + epsilon). Source: Kingma, Ba, ICLR 2015, algorithm 1.
///
/// @param learningRate step size, 1e-3 by default
/// @param beta1 decay of the mean, 0.9 by default
/// @param beta2 decay of the mean of squares, 0.999 by default
/// @param epsilon keeps the division safe, 1e-8 by default
/// @param biasCorrection divides by 1 - b^t; off only to show why it is there
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, boolean biasCorrection)
    implements Optimizer {

  /// Checks the settings.
  public Adam {
    Rates.check(learningRate);
    if (!(beta1 >= 0 && beta1 < 1) || !(beta2 >= 0 && beta2 < 1)) {
      throw new GradusException(
          "Adam's betas must be at least 0 and less than 1, got " + beta1 + " and " + beta2 + ".");
    }
  }

  /// With the usual decays.
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, true);
  }

  /// The same with other decays.
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon, biasCorrection);
  }

  /// The same without bias correction.
  public Adam withoutBiasCorrection() {
    return new Adam(learningRate, beta1, beta2, epsilon, false);
  }

  @Override
  public Adam learningRate(double rate) {
    return new Adam(rate, beta1, beta2, epsilon, biasCorrection);
  }

  @Override
  public int memory() {
    return 2;
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    double c1 = biasCorrection ? 1 - Math.pow(beta1, (double) step) : 1;
    double c2 = biasCorrection ? 1 - Math.pow(beta2, (double) step) : 1;
    backend.adam(
        learningRate, beta1, beta2, epsilon, c1, c2, weights, gradients, state[0], state[1]);
  }

  @Override
  public String name() {
    return "adam";
  }
}
