package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.backend.CrossEntropyRows;
import dev.gradus.engine.backend.ErrorFunction;
import dev.gradus.engine.backend.LossKernels;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// [LossKernels] as plain loops in double.
public final class LossReference implements LossKernels {

  @Override
  public void crossEntropy(
      CrossEntropyRows g,
      Slice logits,
      Slice labels,
      @Nullable Slice weights,
      @Nullable Slice probabilities,
      Slice loss) {
    var x = Numbers.of(logits);
    var t = Numbers.of(labels);
    double total = 0;
    for (int row = 0; row < g.rows(); row++) {
      total += rowLoss(g, x, row, t.get(row), weights);
    }
    Numbers.of(loss).set(0, total / counted(g, t, weights));
    if (probabilities != null) {
      Rows.softmax(g.rows(), g.classes(), x, Numbers.of(probabilities));
    }
  }

  private static double rowLoss(
      CrossEntropyRows g, Numbers x, int row, double label, @Nullable Slice weights) {
    if (!g.counts(label)) {
      return 0;
    }
    if (!g.knows(label)) {
      return Double.NaN;
    }
    int at = row * g.classes();
    double max = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < g.classes(); c++) {
      max = Math.max(max, x.get(at + c));
    }
    double sum = 0;
    for (int c = 0; c < g.classes(); c++) {
      sum += Math.exp(x.get(at + c) - max);
    }
    double norm = Math.log(sum);
    double hard = weight(weights, label) * (norm - (x.get(at + (int) label) - max));
    double smooth = 0;
    for (int c = 0; c < g.classes() && g.smoothing() > 0; c++) {
      smooth += weight(weights, c) * (norm - (x.get(at + c) - max));
    }
    return (1 - g.smoothing()) * hard + g.smoothing() / g.classes() * smooth;
  }

  private static double weight(@Nullable Slice weights, double label) {
    return weights == null ? 1 : Numbers.of(weights).get((int) label);
  }

  private static double counted(CrossEntropyRows g, Numbers labels, @Nullable Slice weights) {
    double sum = 0;
    for (int row = 0; row < g.rows(); row++) {
      double label = labels.get(row);
      if (g.counts(label)) {
        sum += g.knows(label) ? weight(weights, label) : 1;
      }
    }
    return sum;
  }

  @Override
  public void crossEntropyBackward(
      CrossEntropyRows g,
      Slice probabilities,
      Slice labels,
      @Nullable Slice weights,
      Slice dLoss,
      Slice dLogits,
      boolean accumulate) {
    var p = Numbers.of(probabilities);
    var t = Numbers.of(labels);
    var dx = Numbers.of(dLogits);
    double scale = Numbers.of(dLoss).get(0) / counted(g, t, weights);
    double even = g.smoothing() / g.classes();
    double all = 0;
    for (int c = 0; c < g.classes(); c++) {
      all += weight(weights, c);
    }
    for (int row = 0; row < g.rows(); row++) {
      double label = t.get(row);
      double own = (1 - g.smoothing()) * (g.knows(label) ? weight(weights, label) : 1);
      for (int c = 0; c < g.classes(); c++) {
        int i = row * g.classes() + c;
        double target = (c == label ? own : 0) + even * weight(weights, c);
        double slope = p.get(i) * (own + even * all) - target;
        dx.put(i, g.counts(label) ? slope * scale : 0, accumulate);
      }
    }
  }

  @Override
  public void meanError(ErrorFunction f, double parameter, Slice x, Slice targets, Slice loss) {
    var a = Numbers.of(x);
    var t = Numbers.of(targets);
    double sum = 0;
    for (int i = 0; i < a.length(); i++) {
      sum += value(f, parameter, a.get(i), t.get(i));
    }
    Numbers.of(loss).set(0, sum / a.length());
  }

  private static double value(ErrorFunction f, double p, double x, double t) {
    double d = x - t;
    return switch (f) {
      case SQUARED -> d * d;
      case ABSOLUTE -> Math.abs(d);
      case HUBER -> Math.abs(d) <= p ? d * d / 2 : p * (Math.abs(d) - p / 2);
      case BINARY_CROSS_ENTROPY -> Math.max(x, 0) - x * t + Math.log1p(Math.exp(-Math.abs(x)));
      case HINGE -> Math.max(0, p - (t == 0 ? -1 : t) * x); // the label 0 is -1
    };
  }

  @Override
  public void meanErrorBackward(
      ErrorFunction f,
      double parameter,
      Slice x,
      Slice targets,
      Slice dLoss,
      Slice dx,
      boolean accumulate) {
    var a = Numbers.of(x);
    var t = Numbers.of(targets);
    var d = Numbers.of(dx);
    double scale = Numbers.of(dLoss).get(0) / a.length();
    for (int i = 0; i < a.length(); i++) {
      d.put(i, slope(f, parameter, a.get(i), t.get(i)) * scale, accumulate);
    }
  }

  private static double slope(ErrorFunction f, double p, double x, double t) {
    double d = x - t;
    return switch (f) {
      case SQUARED -> 2 * d;
      case ABSOLUTE -> Math.signum(d);
      case HUBER -> Math.max(-p, Math.min(p, d));
      case BINARY_CROSS_ENTROPY -> 1 / (1 + Math.exp(-x)) - t;
      case HINGE -> p - (t == 0 ? -1 : t) * x > 0 ? -(t == 0 ? -1 : t) : 0;
    };
  }

  @Override
  public void marginLoss(
      int rows, int classes, double margin, Slice scores, Slice labels, Slice loss) {
    var x = Numbers.of(scores);
    var t = Numbers.of(labels);
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      double label = t.get(row);
      boolean known = CrossEntropyRows.of(rows, classes).knows(label);
      double right = known ? x.get(row * classes + (int) label) : Double.NaN;
      for (int c = 0; c < classes; c++) {
        sum += c == label ? 0 : Math.max(0, margin + x.get(row * classes + c) - right);
      }
    }
    Numbers.of(loss).set(0, sum / rows);
  }

  @Override
  public void marginLossBackward(
      int rows,
      int classes,
      double margin,
      Slice scores,
      Slice labels,
      Slice dLoss,
      Slice dScores,
      boolean accumulate) {
    var x = Numbers.of(scores);
    var t = Numbers.of(labels);
    var dx = Numbers.of(dScores);
    double scale = Numbers.of(dLoss).get(0) / rows;
    for (int row = 0; row < rows; row++) {
      double label = t.get(row);
      boolean known = CrossEntropyRows.of(rows, classes).knows(label);
      double right = known ? x.get(row * classes + (int) label) : Double.NaN;
      int within = 0;
      for (int c = 0; c < classes; c++) {
        int i = row * classes + c;
        boolean inside = c != label && margin + x.get(i) - right > 0;
        within += inside ? 1 : 0;
        if (c != label) {
          dx.put(i, inside ? scale : 0, accumulate);
        }
      }
      if (known) {
        dx.put(row * classes + (int) label, -within * scale, accumulate);
      }
    }
  }
}
