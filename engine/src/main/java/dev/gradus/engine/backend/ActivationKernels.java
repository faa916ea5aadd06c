package dev.gradus.engine.backend;

/// Kernels of activations beyond the plain ones. Part of a [Backend]; its contract holds here too.
public interface ActivationKernels {

  /// y = f(x); y may be x.
  void curve(Curve f, Slice x, Slice y);

  /// dx = f'(x) dy, where y = f(x); dx may be dy if it does not accumulate. Reads y and not x where
  /// [Curve#derivativeReadsOutput()] says so, else x and not y.
  void curveBackward(Curve f, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate);

  /// dx = scale dy where y > 0, else 0; dx may be dy. The backward pass of relu with what
  /// multiplied its result by a positive number.
  void reluBackward(double scale, Slice y, Slice dy, Slice dx);

  /// ln softmax of every row of x [rows, n], stable: y = x - max - ln sum e^(x - max). y is not x.
  void logSoftmax(int rows, int n, Slice x, Slice y);

  /// dx = dy - e^y sum(dy) for every row.
  void logSoftmaxBackward(int rows, int n, Slice y, Slice dy, Slice dx, boolean accumulate);
}
