package dev.gradus.engine.backend;

/// Kernels that slide windows over images, beyond convolution, maximum and mean. Part of a
/// [Backend]; its contract holds here too.
public interface WindowKernels {

  /// The p-norm of every window: y = (sum |x|^p)^(1/p) over the real pixels of the window.
  ///
  /// @param power p, at least 1
  void lpPool(PoolGeometry g, double power, Slice x, Slice y);

  /// dx = sign(x) (|x| / y)^(p - 1) dy, summed over windows; nothing from a window whose norm is 0.
  void lpPoolBackward(
      PoolGeometry g, double power, Slice x, Slice y, Slice dy, Slice dx, boolean accumulate);

  /// A convolution whose filters differ from place to place: y[b, o, i, j] = bias[o, i, j] + sum
  /// over c, k, l of w[o, c, k, l, i, j] x[b, c, i stride + k dilation - pad, ...].
  ///
  /// @param g one group
  /// @param w [outChannels, inChannels, kernelHeight, kernelWidth, outHeight, outWidth]
  /// @param bias [outChannels, outHeight, outWidth]
  void localConv2d(ConvGeometry g, Slice x, Slice w, Slice bias, Slice y);

  /// The gradient of the input of [#localConv2d].
  void localConv2dBackwardData(ConvGeometry g, Slice dy, Slice w, Slice dx, boolean accumulate);

  /// The gradient of the weights of [#localConv2d].
  void localConv2dBackwardFilter(ConvGeometry g, Slice x, Slice dy, Slice dw, boolean accumulate);
}
