package dev.gradus.engine.backend.internal;

import dev.gradus.engine.backend.Activation;

/// dx = f'(y) dy for the activations that other kernels apply to their results.
public final class ActivationKernel implements Workers.Task {
  private final Workers workers;
  private Activation f = Activation.IDENTITY;
  private float[] y = new float[0];
  private float[] dy = y;
  private float[] dx = y;
  private int y0;
  private int dy0;
  private int dx0;
  private int length;

  /// For a team.
  public ActivationKernel(Workers workers) {
    this.workers = workers;
  }

  /// Runs it.
  public void backward(
      Activation activation,
      float[] output,
      int outputAt,
      float[] gradient,
      int gradientAt,
      float[] result,
      int resultAt,
      int n) {
    f = activation;
    y = output;
    y0 = outputAt;
    dy = gradient;
    dy0 = gradientAt;
    dx = result;
    dx0 = resultAt;
    length = n;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), this);
  }

  @Override
  public void run(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int n = Math.min(Lanes.GRAIN, length - from);
    int yo = y0 + from;
    int go = dy0 + from;
    int to = dx0 + from;
    switch (f) {
      case IDENTITY -> System.arraycopy(dy, go, dx, to, n);
      case RELU -> UnaryKernel.reluBack(y, yo, dy, go, dx, to, n, false);
      case SIGMOID -> UnaryKernel.sigmoidBack(y, yo, dy, go, dx, to, n, false);
      case TANH -> UnaryKernel.tanhBack(y, yo, dy, go, dx, to, n, false);
    }
  }
}
