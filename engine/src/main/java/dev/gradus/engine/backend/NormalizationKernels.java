package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// Kernels of batch, layer and local response normalisation. Part of a [Backend]; its contract
/// holds here too. Sums are compensated or kept in double, so that float results stay within float
/// rounding of the reference.
public interface NormalizationKernels {

  /// Mean and biased variance (divided by n) of every channel; NaN of no numbers.
  ///
  /// @param mean `[channels]`
  /// @param variance `[channels]`
  void moments(ChannelGeometry g, Slice x, Slice mean, Slice variance);

  /// y = 1 / sqrt(variance + epsilon); y may be variance.
  void inverseDeviation(Slice variance, double epsilon, Slice y);

  /// y = (x - mean) * inverse * gamma + beta, the last four by channel.
  ///
  /// @param gamma `[channels]`, null for 1
  /// @param beta `[channels]`, null for 0
  void normalize(
      ChannelGeometry g,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y);

  /// For every channel the sum of dy and the sum of dy * (x - mean) * inverse: the gradients of
  /// beta and gamma.
  void normalizeSums(
      ChannelGeometry g, Slice x, Slice mean, Slice inverse, Slice dy, Slice sum, Slice product);

  /// dx = gamma * inverse * (dy - share * (sum + (x - mean) * inverse * product)).
  ///
  /// @param share 1 / n if mean and variance are those of x, 0 if they are constants; then x, sum
  ///   and product are not read
  void normalizeBackward(
      ChannelGeometry g,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      Slice dy,
      Slice sum,
      Slice product,
      double share,
      Slice dx,
      boolean accumulate);

  /// y = (x - mean) / sqrt(variance + epsilon) * gamma + beta with mean and biased variance of
  /// every row of x [rows, n].
  ///
  /// @param gamma `[n]`, null for 1
  /// @param beta `[n]`, null for 0
  /// @param mean `[rows]`, receives the means
  /// @param inverse `[rows]`, receives 1 / sqrt(variance + epsilon)
  void layerNorm(
      int rows,
      int n,
      double epsilon,
      Slice x,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y,
      Slice mean,
      Slice inverse);

  /// The gradient of [#layerNorm] by x: with g = dy * gamma and h = (x - mean) * inverse, dx =
  /// inverse * (g - mean of g - h * mean of g h), the means over the row.
  void layerNormBackward(
      int rows,
      int n,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      Slice dy,
      Slice dx,
      boolean accumulate);

  /// The gradient of [#layerNorm] by gamma: the sum over rows of dy * (x - mean) * inverse.
  void layerNormScale(
      int rows,
      int n,
      Slice x,
      Slice mean,
      Slice inverse,
      Slice dy,
      Slice dGamma,
      boolean accumulate);

  /// Local response normalisation; see [ResponseWindow].
  ///
  /// @param base receives k + alpha sum of x^2; may be y
  void responseNorm(ChannelGeometry g, ResponseWindow w, Slice x, Slice base, Slice y);

  /// The gradient of [#responseNorm]: `dx[c]` = `dy[c]` `base[c]`^-beta - 2 alpha beta `x[c]` sum
  /// of `dy[j]` `y[j]` / `base[j]` over the channels j whose windows hold c.
  void responseNormBackward(
      ChannelGeometry g,
      ResponseWindow w,
      Slice x,
      Slice base,
      Slice y,
      Slice dy,
      Slice dx,
      boolean accumulate);
}
