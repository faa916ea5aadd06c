package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.HeapFloats.need;

import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.ChannelNorm;
import dev.gradus.engine.backend.NormalizationKernels;
import dev.gradus.engine.backend.ResponseWindow;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// [NormalizationKernels] with vectors and threads.
public final class NormalizationVectors implements NormalizationKernels {
  private final ChannelNormKernel channels;
  private final ColumnNormKernel columns;
  private final RowNormKernel rows;
  private final ResponseNormKernel response;

  /// @param workers the threads of the backend
  public NormalizationVectors(Workers workers) {
    channels = new ChannelNormKernel(workers);
    columns = new ColumnNormKernel(workers);
    rows = new RowNormKernel(workers);
    response = new ResponseNormKernel(workers);
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
  public synchronized void normalize(ChannelNorm norm) {
    check("normalize", norm);
    if (norm.g().inner() == 1) {
      columns.normalize(norm);
    } else {
      channels.normalize(norm);
    }
  }

  @Override
  public synchronized void normalizeBatch(ChannelNorm norm, double epsilon, Slice variance) {
    check("normalizeBatch", norm);
    need("normalizeBatch", "variance", variance, norm.g().channels());
    if (norm.g().inner() == 1) {
      columns.normalizeBatch(norm, epsilon, variance);
    } else {
      channels.normalizeBatch(norm, epsilon, variance);
    }
  }

  @Override
  public synchronized void normalizeBackward(
      ChannelNorm norm,
      Slice dy,
      double share,
      Slice d,
      Slice sum,
      Slice product,
      @Nullable Slice dx,
      boolean accumulate) {
    int size = norm.g().size();
    check("normalizeBackward", norm);
    need("normalizeBackward", "dy", dy, size);
    need("normalizeBackward", "d", d, size);
    need("normalizeBackward", "sum", sum, norm.g().channels());
    need("normalizeBackward", "product", product, norm.g().channels());
    if (dx != null) {
      need("normalizeBackward", "dx", dx, size);
    }
    if (norm.g().inner() == 1) {
      columns.backward(norm, dy, share, d, sum, product, dx, accumulate);
    } else {
      channels.backward(norm, dy, share, d, sum, product, dx, accumulate);
    }
  }

  private static void check(String kernel, ChannelNorm norm) {
    need(kernel, "x", norm.x(), norm.g().size());
    need(kernel, "y", norm.y(), norm.g().size());
    need(kernel, "mean", norm.mean(), norm.g().channels());
    need(kernel, "inverse", norm.inverse(), norm.g().channels());
    if (norm.addend() != null) {
      need(kernel, "addend", norm.addend(), norm.g().size());
    }
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
