package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Adam: steps scaled by running means of the gradient and of its square, with bias correction.
///
/// m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g^2, w -= rate * (m / (1 - b1^t)) / (sqrt(v / (1 -
/// b2^t)) + epsilon). AMSGrad puts the largest v so far in the place of v, so that the rate never
/// grows. Sources: Kingma, Ba, ICLR 2015, algorithm 1; Reddi, Kale, Kumar, ICLR 2018 (AMSGrad, in
/// PyTorch's form, which corrects the bias of the largest v).
///
/// Without AMSGrad equal to `torch.optim.Adam`.
///
/// Errors: GradusException for a rate or epsilon that is negative or infinite, or a beta outside 0
/// <= beta < 1.
///
/// @param learningRate step size, 1e-3 by default
/// @param beta1 decay of the mean, 0.9 by default
/// @param beta2 decay of the mean of squares, 0.999 by default
/// @param epsilon keeps the division safe, 1e-8 by default
/// @param biasCorrection divides by 1 - b^t; true by default, off only to show why it is there
/// @param keepsLargest whether it is AMSGrad; not by default
public record Adam(
    double learningRate,
    double beta1,
    double beta2,
    double epsilon,
    boolean biasCorrection,
    boolean keepsLargest)
    implements Optimizer {

  /// Checks the settings.
  public Adam {
    Rates.check(learningRate);
    Rates.kept("Adam's beta1", beta1, "Usual is 0.9.");
    Rates.kept("Adam's beta2", beta2, "Usual is 0.999.");
    Rates.notNegative("Adam's epsilon", epsilon, "Usual is 1e-8.");
  }

  /// With the usual decays.
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, true, false);
  }

  /// The same with other decays.
  public Adam betas(double first, double second) {
    return new Adam(learningRate, first, second, epsilon, biasCorrection, keepsLargest);
  }

  /// The same without bias correction.
  public Adam withoutBiasCorrection() {
    return new Adam(learningRate, beta1, beta2, epsilon, false, keepsLargest);
  }

  /// The same with another epsilon.
  public Adam epsilon(double small) {
    return new Adam(learningRate, beta1, beta2, small, biasCorrection, keepsLargest);
  }

  /// The same as AMSGrad.
  public Adam amsgrad() {
    return new Adam(learningRate, beta1, beta2, epsilon, biasCorrection, true);
  }

  @Override
  public Adam learningRate(double rate) {
    return new Adam(rate, beta1, beta2, epsilon, biasCorrection, keepsLargest);
  }

  @Override
  public int memory() {
    return keepsLargest ? 3 : 2;
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    double c1 = biasCorrection ? 1 - Math.pow(beta1, (double) step) : 1;
    double c2 = biasCorrection ? 1 - Math.pow(beta2, (double) step) : 1;
    if (keepsLargest) {
      amsgrad(backend, c1, c2, weights, gradients, state);
      return;
    }
    backend.adam(
        learningRate, beta1, beta2, epsilon, c1, c2, weights, gradients, state[0], state[1]);
  }

  private void amsgrad(
      Backend backend, double c1, double c2, Slice weights, Slice gradients, Slice[] state) {
    backend
        .updates()
        .adamW(
            learningRate,
            beta1,
            beta2,
            epsilon,
            c1,
            c2,
            0,
            weights,
            gradients,
            state[0],
            state[1],
            state[2]);
  }

  @Override
  public boolean bounded() {
    return Rates.small(learningRate, 0) && Rates.divides(epsilon);
  }

  @Override
  public String name() {
    return "adam";
  }
}
