package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// Kernels of batch, layer and local response normalisation. Part of a [Backend]; its contract
/// holds here too. Sums are compensated or kept in double, so that float results stay within float
/// rounding of the reference.
public interface NormalizationKernels {

  /// y = 1 / sqrt(variance + epsilon); y may be variance.
  void inverseDeviation(Slice variance, double epsilon, Slice y);

  /// Normalises with the mean and the deviation that are given.
  void normalize(ChannelNorm norm);

  /// Normalises with the statistics of x: writes mean and biased variance (divided by n) of every
  /// channel, NaN of no numbers, then inverse = 1 / sqrt(variance + epsilon), then y.
  ///
  /// @param variance `[channels]`, receives the variances
  void normalizeBatch(ChannelNorm norm, double epsilon, Slice variance);

  /// The gradients. With d = dy, or where the result is rectified dy where y > 0 and 0 elsewhere:
  /// sum = sum of d by channel, the gradient of beta; product = sum of d * (x - mean) * inverse,
  /// that of gamma; dx = gamma * inverse * (d - share * (sum + (x - mean) * inverse * product)).
  ///
  /// Of y only a rectified result with an addend is read, of beta only a rectified one without.
  ///
  /// @param share 1 / n if mean and variance are those of x, 0 if they are constants; then dx does
  ///   not depend on x
  /// @param d room as large as dy, may be dy; receives d, the gradient of the addend, if the result
  ///   is rectified and has an addend. Otherwise what it then holds is undefined
  /// @param sum `[channels]`
  /// @param product `[channels]`
  /// @param dx null if it is not wanted
  void normalizeBackward(
      ChannelNorm norm,
      Slice dy,
      double share,
      Slice d,
      Slice sum,
      Slice product,
      @Nullable Slice dx,
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
