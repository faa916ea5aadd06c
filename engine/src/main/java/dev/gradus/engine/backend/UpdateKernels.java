package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// Kernels of optimizers, penalties and clipping on flat buffers. Part of a [Backend]; its contract
/// holds here too. All slices of a call have the same length unless said otherwise.
public interface UpdateKernels {

  /// One step of AdaGrad: s += g^2; w -= rate * g / (sqrt(s) + epsilon).
  void adaGrad(double rate, double epsilon, Slice weights, Slice gradients, Slice squares);

  /// One step of RMSprop: s = rho s + (1 - rho) g^2; w -= rate * g / (sqrt(s) + epsilon). Centered,
  /// the root is of s - a^2 (0 if rounding makes that negative) with a = rho a + (1 - rho) g; with
  /// momentum u = momentum u + g / (...), w -= rate * u.
  ///
  /// @param means a, or null if not centered
  /// @param velocity u, or null without momentum
  void rmsProp(
      double rate,
      double rho,
      double epsilon,
      double momentum,
      Slice weights,
      Slice gradients,
      Slice squares,
      @Nullable Slice means,
      @Nullable Slice velocity);

  /// One step of Adadelta: s = rho s + (1 - rho) g^2; d = g sqrt(u + epsilon) / sqrt(s + epsilon);
  /// u = rho u + (1 - rho) d^2; w -= rate * d.
  void adaDelta(
      double rate,
      double rho,
      double epsilon,
      Slice weights,
      Slice gradients,
      Slice squares,
      Slice updates);

  /// One step of Adam (see [Backend#adam]) after w *= 1 - rate * decay.
  ///
  /// @param largest the largest v so far, which then takes the place of v under the root (AMSGrad);
  ///   null for plain Adam
  void adamW(
      double rate,
      double beta1,
      double beta2,
      double epsilon,
      double correction1,
      double correction2,
      double decay,
      Slice weights,
      Slice gradients,
      Slice m,
      Slice v,
      @Nullable Slice largest);

  /// The sum of products a_i b_i, accumulated in double.
  double dot(Slice a, Slice b);

  /// The sum of |x_i|, accumulated in double.
  double sumOfMagnitudes(Slice x);

  /// y += scale * sign(x), with sign(0) = 0.
  void addSign(double scale, Slice x, Slice y);

  /// Scales the weights of every unit so that their length (root of the sum of squares, in double)
  /// lies between `low` and `high`. A unit whose weights are all 0 stays as it is.
  ///
  /// @param units number of units
  /// @param length weights of a unit
  /// @param columns whether unit u is column u of [length, units] (a dense layer); else it is row u
  ///   of [units, length] (the filters of a convolution)
  /// @param weights units * length elements
  void clampNorms(int units, int length, boolean columns, double low, double high, Slice weights);
}
