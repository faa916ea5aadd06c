package dev.gradus.engine.train;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;

/// Adadelta: RMSprop whose steps are measured by the steps before, so that they have the unit of
/// the weights and need no rate.
///
/// s = rho s + (1 - rho) g^2; d = g sqrt(u + epsilon) / sqrt(s + epsilon); u = rho u + (1 - rho)
/// d^2; w -= rate * d. Source: Zeiler, arXiv:1212.5701, 2012, algorithm 1.
///
/// Equal to `torch.optim.Adadelta`.
///
/// Errors: GradusException for a rate that is negative or infinite, rho outside 0 <= rho < 1, or
/// epsilon not above 0.
///
/// @param learningRate factor of the steps, 1 by default
/// @param rho share of the old means that is kept, 0.9 by default
/// @param epsilon starts the steps and keeps the division safe, 1e-6 by default
public record Adadelta(double learningRate, double rho, double epsilon) implements Optimizer {

  /// Checks the settings.
  public Adadelta {
    Rates.check(learningRate);
    Rates.kept("Adadelta's rho", rho, "Usual is 0.9.");
    Rates.positive("Adadelta's epsilon", epsilon, "Usual is 1e-6: with 0 no step would be taken.");
  }

  /// With the usual decay.
  public Adadelta(double learningRate) {
    this(learningRate, 0.9, 1e-6);
  }

  /// The same with another decay.
  public Adadelta rho(double share) {
    return new Adadelta(learningRate, share, epsilon);
  }

  /// The same with another epsilon.
  public Adadelta epsilon(double small) {
    return new Adadelta(learningRate, rho, small);
  }

  @Override
  public Adadelta learningRate(double rate) {
    return new Adadelta(rate, rho, epsilon);
  }

  @Override
  public int memory() {
    return 2;
  }

  @Override
  public void step(Backend backend, long step, Slice weights, Slice gradients, Slice[] state) {
    backend.updates().adaDelta(learningRate, rho, epsilon, weights, gradients, state[0], state[1]);
  }

  @Override
  public String name() {
    return "adadelta";
  }
}
