package dev.gradus.engine.backend;

import org.jspecify.annotations.Nullable;

/// Kernels of losses: every one gives a mean as a single number. Part of a [Backend]; its contract
/// holds here too.
public interface LossKernels {

  /// The mean of the cross-entropy of softmax(logits) over the rows that count, stable: sum of l(r)
  /// / sum of w(label(r)) with l = (1 - e) w(label) (-ln p(label)) + e / classes sum of w(c) (-ln
  /// p(c)), e the smoothing. NaN if no row counts.
  ///
  /// @param logits [rows, classes]
  /// @param labels `[rows]`, class indices or the ignored label; another one makes the loss NaN
  /// @param weights `[classes]`, null for 1 each
  /// @param probabilities [rows, classes], receives the softmax for the backward pass; null if
  ///   nobody asks. May be the place of the logits
  /// @param loss [1]
  void crossEntropy(
      CrossEntropyRows g,
      Slice logits,
      Slice labels,
      @Nullable Slice weights,
      @Nullable Slice probabilities,
      Slice loss);

  /// d logits of [#crossEntropy]; 0 in rows that do not count. Without weights and smoothing
  /// (probabilities - onehot(label)) * dLoss / counted rows. Probabilities and d logits may lie in
  /// the same place.
  void crossEntropyBackward(
      CrossEntropyRows g,
      Slice probabilities,
      Slice labels,
      @Nullable Slice weights,
      Slice dLoss,
      Slice dLogits,
      boolean accumulate);

  /// The mean of f(x, t) over all numbers; NaN for none.
  ///
  /// @param parameter of the function, see [ErrorFunction]
  /// @param loss [1]
  void meanError(ErrorFunction f, double parameter, Slice x, Slice targets, Slice loss);

  /// dx = f'(x, t) dLoss / n.
  void meanErrorBackward(
      ErrorFunction f,
      double parameter,
      Slice x,
      Slice targets,
      Slice dLoss,
      Slice dx,
      boolean accumulate);

  /// The mean over rows of the sum over c other than the label of max(0, margin + x(c) - x(label));
  /// NaN without rows.
  ///
  /// @param scores [rows, classes]
  /// @param labels `[rows]`, class indices; another number makes the loss NaN
  /// @param loss [1]
  void marginLoss(int rows, int classes, double margin, Slice scores, Slice labels, Slice loss);

  /// d scores of [#marginLoss]: dLoss / rows for every class within the margin, minus as much for
  /// each of them at the label.
  void marginLossBackward(
      int rows,
      int classes,
      double margin,
      Slice scores,
      Slice labels,
      Slice dLoss,
      Slice dScores,
      boolean accumulate);
}
