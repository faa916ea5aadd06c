package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.ChannelGeometry;
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

  @Override
  public void moments(ChannelGeometry g, Slice x, Slice mean, Slice variance) {
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
  public void normalize(
      ChannelGeometry g,
      Slice x,
      Slice mean,
      Slice inverse,
      @Nullable Slice gamma,
      @Nullable Slice beta,
      Slice y) {
    var from = Numbers.of(x);
    var to = Numbers.of(y);
    for (int c = 0; c < g.channels(); c++) {
      double m = at(mean, c, 0);
      double scale = at(inverse, c, 1) * at(gamma, c, 1);
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          int k = index(g, s, c, i);
          to.set(k, (from.get(k) - m) * scale + at(beta, c, 0));
        }
      }
    }
  }

  @Override
  public void normalizeSums(
      ChannelGeometry g, Slice x, Slice mean, Slice inverse, Slice dy, Slice sum, Slice product) {
    var from = Numbers.of(x);
    var gradient = Numbers.of(dy);
    for (int c = 0; c < g.channels(); c++) {
      double total = 0;
      double products = 0;
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          int k = index(g, s, c, i);
          total += gradient.get(k);
          products += gradient.get(k) * (from.get(k) - at(mean, c, 0)) * at(inverse, c, 1);
        }
      }
      Numbers.of(sum).set(c, total);
      Numbers.of(product).set(c, products);
    }
  }

  @Override
  public void normalizeBackward(
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
    var from = Numbers.of(x);
    var gradient = Numbers.of(dy);
    var target = Numbers.of(dx);
    for (int c = 0; c < g.channels(); c++) {
      double v = at(inverse, c, 1);
      for (int s = 0; s < g.batch(); s++) {
        for (int i = 0; i < g.inner(); i++) {
          int k = index(g, s, c, i);
          double h = share == 0 ? 0 : (from.get(k) - at(mean, c, 0)) * v;
          double common = share == 0 ? 0 : share * (at(sum, c, 0) + h * at(product, c, 0));
          target.put(k, at(gamma, c, 1) * v * (gradient.get(k) - common), accumulate);
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
