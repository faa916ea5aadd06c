package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.ChannelNorm;
import dev.gradus.engine.backend.NormalizationKernels;
import dev.gradus.engine.backend.ResponseWindow;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// [NormalizationKernels] as plain loops in double.
public final class NormalizationReference implements NormalizationKernels {

  private static double at(@Nullable Slice slice, int i, double otherwise) {
    return slice == null ? otherwise : Numbers.of(slice).get(i);
  }

  private static int index(ChannelGeometry g, int sample, int channel, int i) {
    return (sample * g.channels() + channel) * g.inner() + i;
  }

  private static void moments(ChannelGeometry g, Slice x, Slice mean, Slice variance) {
    var from = Numbers.of(x);
    int n = g.perChannel();
    for (int c = 0; c < g.channels(); c++) {
      double sum = 0;
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          sum += from.get(index(g, s, c, i));
        }
      }
      double m = sum / n;
      double squares = 0;
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          double d = from.get(index(g, s, c, i)) - m;
          squares += d * d;
        }
      }
      Numbers.of(mean).set(c, m);
      Numbers.of(variance).set(c, squares / n);
    }
  }

  @Override
  public void inverseDeviation(Slice variance, double epsilon, Slice y) {
    var from = Numbers.of(variance);
    var to = Numbers.of(y);
    for (int i = 0; i < to.length(); i++) {
      to.set(i, 1 / Math.sqrt(from.get(i) + epsilon));
    }
  }

  @Override
  public void normalize(ChannelNorm norm) {
    var g = norm.g();
    for (int c = 0; c < g.channels(); c++) {
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          int k = index(g, s, c, i);
          double v = normalized(norm, c, k) * at(norm.gamma(), c, 1) + at(norm.beta(), c, 0);
          double sum = v + at(norm.addend(), k, 0);
          Numbers.of(norm.y()).set(k, norm.rectified() ? Math.max(0, sum) : sum);
        }
      }
    }
  }

  private static double normalized(ChannelNorm norm, int channel, int k) {
    return (at(norm.x(), k, 0) - at(norm.mean(), channel, 0)) * at(norm.inverse(), channel, 1);
  }

  @Override
  public void normalizeBatch(ChannelNorm norm, double epsilon, Slice variance) {
    moments(norm.g(), norm.x(), norm.mean(), variance);
    inverseDeviation(variance, epsilon, norm.inverse());
    normalize(norm);
  }

  @Override
  public void normalizeBackward(
      ChannelNorm norm,
      Slice dy,
      double share,
      Slice d,
      Slice sum,
      Slice product,
      @Nullable Slice dx,
      boolean accumulate) {
    var g = norm.g();
    for (int c = 0; c < g.channels(); c++) {
      double total = 0;
      double products = 0;
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          int k = index(g, s, c, i);
          double own = gradient(norm, dy, c, k);
          Numbers.of(d).set(k, own);
          total += own;
          products += own * normalized(norm, c, k);
        }
      }
      Numbers.of(sum).set(c, total);
      Numbers.of(product).set(c, products);
    }
    if (dx != null) {
      differentiate(norm, d, share, sum, product, dx, accumulate);
    }
  }

  /// dy, and 0 where a rectified result is not positive.
  private static double gradient(ChannelNorm norm, Slice dy, int channel, int k) {
    double own = at(dy, k, 0);
    if (!norm.rectified()) {
      return own;
    }
    double y =
        norm.addend() != null
            ? at(norm.y(), k, 0)
            : normalized(norm, channel, k) * at(norm.gamma(), channel, 1)
                + at(norm.beta(), channel, 0);
    return y > 0 ? own : 0;
  }

  private static void differentiate(
      ChannelNorm norm,
      Slice d,
      double share,
      Slice sum,
      Slice product,
      Slice dx,
      boolean accumulate) {
    var g = norm.g();
    var target = Numbers.of(dx);
    for (int c = 0; c < g.channels(); c++) {
      double scale = at(norm.gamma(), c, 1) * at(norm.inverse(), c, 1);
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          int k = index(g, s, c, i);
          double common =
              share == 0 ? 0 : share * (at(sum, c, 0) + normalized(norm, c, k) * at(product, c, 0));
          target.put(k, scale * (at(d, k, 0) - common), accumulate);
        }
      }
    }
  }

  @Override
  public void layerNorm(
      int rows,
      int n,
      double epsilon,
      Slice x,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y,
      Slice mean,
      Slice inverse) {
    moments(new ChannelGeometry(1, rows, n), x, mean, inverse);
    inverseDeviation(inverse, epsilon, inverse);
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        double h = (from.get(r * n + i) - at(mean, r, 0)) * at(inverse, r, 1);
        to.set(r * n + i, h * at(gamma, i, 1) + at(beta, i, 0));
      }
    }
  }

  @Override
  public void layerNormBackward(
      int rows,
      int n,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      Slice dy,
      Slice dx,
      boolean accumulate) {
    var from = Numbers.of(x);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int r = 0; r < rows; r++) {
      double m = at(mean, r, 0);
      double v = at(inverse, r, 1);
      double sum = 0;
      double product = 0;
      for (int i = 0; i < n; i++) {
        double g = gradient.get(r * n + i) * at(gamma, i, 1);
        sum += g;
        product += g * (from.get(r * n + i) - m) * v;
      }
      for (int i = 0; i < n; i++) {
        double g = gradient.get(r * n + i) * at(gamma, i, 1);
        double h = (from.get(r * n + i) - m) * v;
        target.put(r * n + i, v * (g - (sum + h * product) / n), accumulate);
      }
    }
  }

  @Override
  public void layerNormScale(
      int rows,
      int n,
      Slice x,
      Slice mean,
      Slice inverse,
      Slice dy,
      Slice dGamma,
      boolean accumulate) {
    var sums = new double[n];
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        double h = (Numbers.of(x).get(r * n + i) - at(mean, r, 0)) * at(inverse, r, 1);
        sums[i] += Numbers.of(dy).get(r * n + i) * h;
      }
    }
    Numbers.of(dGamma).put(sums, accumulate);
  }

  @Override
  public void responseNorm(ChannelGeometry g, ResponseWindow w, Slice x, Slice base, Slice y) {
    var from = Numbers.of(x);
    var divisor = Numbers.of(base);
    var to = Numbers.of(y);
    for (int s = 0; s < g.batch(); s++) {
      for (int c = 0; c < g.channels(); c++) {
        for (int i = 0; i < g.inner(); i++) {
          double squares = 0;
          for (int j = w.from(c); j < w.to(c, g.channels()); j++) {
            squares += from.get(index(g, s, j, i)) * from.get(index(g, s, j, i));
          }
          int k = index(g, s, c, i);
          divisor.set(k, w.k() + w.alpha() * squares);
          to.set(k, from.get(k) * Math.pow(divisor.get(k), -w.beta()));
        }
      }
    }
  }

  @Override
  public void responseNormBackward(
      ChannelGeometry g,
      ResponseWindow w,
      Slice x,
      Slice base,
      Slice y,
      Slice dy,
      Slice dx,
      boolean accumulate) {
    var from = Numbers.of(x);
    var divisor = Numbers.of(base);
    var out = Numbers.of(y);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int s = 0; s < g.batch(); s++) {
      for (int c = 0; c < g.channels(); c++) {
        for (int i = 0; i < g.inner(); i++) {
          double others = 0;
          for (int j = w.firstReached(c); j < w.lastReached(c, g.channels()); j++) {
            int k = index(g, s, j, i);
            others += gradient.get(k) * out.get(k) / divisor.get(k);
          }
          int k = index(g, s, c, i);
          double own = gradient.get(k) * Math.pow(divisor.get(k), -w.beta());
          target.put(k, own - 2 * w.alpha() * w.beta() * from.get(k) * others, accumulate);
        }
      }
    }
  }
}
