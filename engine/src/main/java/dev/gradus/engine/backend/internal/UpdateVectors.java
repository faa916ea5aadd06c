package dev.gradus.engine.backend.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UpdateKernels;
import org.jspecify.annotations.Nullable;

/// [UpdateKernels] with vectors and threads.
public final class UpdateVectors implements UpdateKernels {
  private final AdaptiveKernel steps;
  private final NormKernel norms;

  /// @param workers the threads of the backend
  public UpdateVectors(Workers workers) {
    steps = new AdaptiveKernel(workers);
    norms = new NormKernel(workers);
  }

  private static float[] array(Slice s) {
    if (s.storage() instanceof FloatStorage f) {
      return f.array();
    }
    throw new GradusException(
        "this buffer lives on another backend ("
            + s.storage().getClass().getSimpleName()
            + "): allocate it with the backend that computes.");
  }

  private static void same(String kernel, Slice a, @Nullable Slice b) {
    if (b != null && a.length() != b.length()) {
      throw new GradusException(
          kernel + ": lengths differ, " + a.length() + " and " + b.length() + ".");
    }
  }

  /// Tells the kernel where everything lies.
  private void bind(
      String kernel,
      Slice weights,
      Slice gradients,
      Slice first,
      @Nullable Slice second,
      @Nullable Slice third) {
    same(kernel, weights, gradients);
    same(kernel, weights, first);
    same(kernel, weights, second);
    same(kernel, weights, third);
    steps.weights(array(weights), weights.offset(), array(gradients), gradients.offset());
    steps.state(
        array(first),
        first.offset(),
        second == null ? null : array(second),
        second == null ? 0 : second.offset(),
        third == null ? null : array(third),
        third == null ? 0 : third.offset());
  }

  @Override
  public synchronized void adaGrad(
      double rate, double epsilon, Slice weights, Slice gradients, Slice squares) {
    bind("adaGrad", weights, gradients, squares, null, null);
    steps.adaGrad(rate, epsilon, weights.length());
  }

  @Override
  public synchronized void rmsProp(
      double rate,
      double rho,
      double epsilon,
      double momentum,
      Slice weights,
      Slice gradients,
      Slice squares,
      @Nullable Slice means,
      @Nullable Slice velocity) {
    bind("rmsProp", weights, gradients, squares, means, velocity);
    steps.rmsProp(rate, rho, epsilon, momentum, weights.length());
  }

  @Override
  public synchronized void adaDelta(
      double rate,
      double rho,
      double epsilon,
      Slice weights,
      Slice gradients,
      Slice squares,
      Slice updates) {
    bind("adaDelta", weights, gradients, squares, updates, null);
    steps.adaDelta(rate, rho, epsilon, weights.length());
  }

  @Override
  public synchronized void adamW(
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
      @Nullable Slice largest) {
    bind("adamW", weights, gradients, m, v, largest);
    steps.adamW(rate, beta1, beta2, epsilon, correction1, correction2, decay, weights.length());
  }

  @Override
  public synchronized double dot(Slice a, Slice b) {
    same("dot", a, b);
    return norms.dot(array(a), a.offset(), array(b), b.offset(), a.length());
  }

  @Override
  public synchronized double sumOfMagnitudes(Slice x) {
    return norms.sumOfMagnitudes(array(x), x.offset(), x.length());
  }

  @Override
  public synchronized void addSign(double scale, Slice x, Slice y) {
    same("addSign", x, y);
    norms.addSign(scale, array(x), x.offset(), array(y), y.offset(), x.length());
  }

  @Override
  public synchronized void clampNorms(
      int units, int length, boolean columns, double low, double high, Slice weights) {
    if ((long) units * length != weights.length()) {
      throw new GradusException(
          "clampNorms: "
              + units
              + " units of "
              + length
              + " weights do not make "
              + weights.length()
              + ".");
    }
    norms.clamp(units, length, columns, low, high, array(weights), weights.offset());
  }
}
