package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// AdaGrad: steps divided by the root of all squared gradients so far, so that weights with rare
/// gradients take larger steps. The effective rate never grows; with a constant gradient it falls
/// as 1 / sqrt(t).
///
/// s += g^2; w -= rate * g / (sqrt(s) + epsilon), with s = `accumulator` at first. Equal to
/// `torch.optim.Adagrad` without its rate decay. Source: Duchi, Hazan, Singer, JMLR 12, 2011.
///
/// Errors: GradusException for a rate, epsilon or accumulator that is negative or infinite.
///
/// @param learningRate step size, 1e-2 by default
/// @param epsilon keeps the division safe, 1e-10 by default
/// @param accumulator first value of the sum of squares, 0 by default
public record AdaGrad(double learningRate, double epsilon, double accumulator)
    implements Optimizer {

  /// Checks the settings.
  public AdaGrad {
    Rates.check(learningRate);
    Rates.notNegative("AdaGrad's epsilon", epsilon, "Usual is 1e-10.");
    Rates.notNegative("AdaGrad's accumulator", accumulator, "Usual is 0.");
  }

  /// With the usual epsilon, from 0.
  public AdaGrad(double learningRate) {
    this(learningRate, 1e-10, 0);
  }

  /// The same with another epsilon.
  public AdaGrad epsilon(double small) {
    return new AdaGrad(learningRate, small, accumulator);
  }

  /// The same with another first value of the sum.
  public AdaGrad accumulator(double first) {
    return new AdaGrad(learningRate, epsilon, first);
  }

  @Override
  public AdaGrad learningRate(double rate) {
    return new AdaGrad(rate, epsilon, accumulator);
  }

  @Override
  public int memory() {
    return 1;
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    if (step == 1 && accumulator != 0) {
      backend.fill(state[0], accumulator);
    }
    backend.updates().adaGrad(learningRate, epsilon, weights, gradients, state[0]);
  }

  @Override
  public boolean bounded() {
    return Rates.small(learningRate, 0) && Rates.divides(epsilon);
  }

  @Override
  public String name() {
    return "adaGrad";
  }
}
