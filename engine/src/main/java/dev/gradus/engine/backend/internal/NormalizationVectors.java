package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.HeapFloats.need;

import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.NormalizationKernels;
import dev.gradus.engine.backend.ResponseWindow;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// [NormalizationKernels] with vectors and threads.
public final class NormalizationVectors implements NormalizationKernels {
  private final ChannelNormKernel channels;
  private final RowNormKernel rows;
  private final ResponseNormKernel response;

  /// @param workers the threads of the backend
  public NormalizationVectors(Workers workers) {
    channels = new ChannelNormKernel(workers);
    rows = new RowNormKernel(workers);
    response = new ResponseNormKernel(workers);
  }

  @Override
  public synchronized void moments(ChannelGeometry g, Slice x, Slice mean, Slice variance) {
    need("moments", "x", x, g.size());
    need("moments", "mean", mean, g.channels());
    need("moments", "variance", variance, g.channels());
    channels.moments(g, x, mean, variance);
  }

  @Override
  public synchronized void inverseDeviation(Slice variance, double epsilon, Slice y) {
    need("inverseDeviation", "variance", variance, y.length());
    float[] from = HeapFloats.of(variance);
    float[] to = HeapFloats.of(y);
    for (int i = 0; i < y.length(); i++) {
      to[y.offset() + i] = (float) (1 / Math.sqrt(from[variance.offset() + i] + epsilon));
    }
  }

  @Override
  public synchronized void normalize(
      ChannelGeometry g,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y) {
    need("normalize", "x", x, g.size());
    need("normalize", "y", y, g.size());
    channels.normalize(g, x, mean, inverse, gamma, beta, y);
  }

  @Override
  public synchronized void normalizeSums(
      ChannelGeometry g, Slice x, Slice mean, Slice inverse, Slice dy, Slice sum, Slice product) {
    need("normalizeSums", "x", x, g.size());
    need("normalizeSums", "dy", dy, g.size());
    channels.sums(g, x, mean, inverse, dy, sum, product);
  }

  @Override
  public synchronized void normalizeBackward(
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
      boolean accumulate) {
    need("normalizeBackward", "dy", dy, g.size());
    need("normalizeBackward", "dx", dx, g.size());
    channels.backward(g, x, mean, inverse, gamma, dy, sum, product, share, dx, accumulate);
  }

  @Override
  public synchronized void layerNorm(
      int rowCount,
      int n,
      double epsilon,
      Slice x,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y,
      Slice mean,
      Slice inverse) {
    need("layerNorm", "x", x, (long) rowCount * n);
    need("layerNorm", "y", y, (long) rowCount * n);
    rows.forward(rowCount, n, epsilon, x, gamma, beta, y, mean, inverse);
  }

  @Override
  public synchronized void layerNormBackward(
      int rowCount,
      int n,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      Slice dy,
      Slice dx,
      boolean accumulate) {
    need("layerNormBackward", "dy", dy, (long) rowCount * n);
    need("layerNormBackward", "dx", dx, (long) rowCount * n);
    rows.backward(rowCount, n, x, mean, inverse, gamma, dy, dx, accumulate);
  }

  @Override
  public synchronized void layerNormScale(
      int rowCount,
      int n,
      Slice x,
      Slice mean,
      Slice inverse,
      Slice dy,
      Slice dGamma,
      boolean accumulate) {
    need("layerNormScale", "dy", dy, (long) rowCount * n);
    need("layerNormScale", "dGamma", dGamma, n);
    rows.scale(rowCount, n, x, mean, inverse, dy, dGamma, accumulate);
  }

  @Override
  public synchronized void responseNorm(
      ChannelGeometry g, ResponseWindow w, Slice x, Slice base, Slice y) {
    need("responseNorm", "x", x, g.size());
    need("responseNorm", "base", base, g.size());
    need("responseNorm", "y", y, g.size());
    response.forward(g, w, x, base, y);
  }

  @Override
  public synchronized void responseNormBackward(
      ChannelGeometry g,
      ResponseWindow w,
      Slice x,
      Slice base,
      Slice y,
      Slice dy,
      Slice dx,
      boolean accumulate) {
    need("responseNormBackward", "dy", dy, g.size());
    need("responseNormBackward", "dx", dx, g.size());
    response.backward(g, w, x, base, y, dy, dx, accumulate);
  }
}
