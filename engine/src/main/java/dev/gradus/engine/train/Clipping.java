package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// Makes gradients shorter: first every number into [-value, value], then the whole gradient to a
/// length of at most `norm`, as PyTorch's `clip_grad_norm_`: times norm / (length + 1e-6) if that
/// is less than 1. Source: Pascanu, Mikolov, Bengio, ICML 2013.
final class Clipping {
  private final Backend backend;
  private final List<Slice> gradients;
  private final double norm;
  private final double value;

  /// @param norm the largest length, infinity for any
  /// @param value the largest number, infinity for any
  Clipping(Model model, List<Slice> gradients, double norm, double value) {
    this.backend = model.device().backend();
    this.gradients = gradients;
    this.norm = norm;
    this.value = value;
  }

  /// The sum of the squares of the gradient as it is, if clipping needs it: its being finite says
  /// that every number is. Negative if clipping does not need it.
  double squares() {
    if (norm == Double.POSITIVE_INFINITY || value < Double.POSITIVE_INFINITY) {
      return -1;
    }
    return sum();
  }

  private double sum() {
    double squares = 0;
    for (int i = 0; i < gradients.size(); i++) {
      squares += backend.sumOfSquares(gradients.get(i));
    }
    return squares;
  }

  /// Clips; returns the length before it was made shorter, NaN if lengths do not matter.
  ///
  /// @param known what [#squares()] gave
  double apply(double known) {
    for (int i = 0; value < Double.POSITIVE_INFINITY && i < gradients.size(); i++) {
      backend.elements().clamp(-value, value, gradients.get(i), gradients.get(i));
    }
    if (norm == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double length = Math.sqrt(known < 0 ? sum() : known);
    double scale = norm / (length + 1e-6);
    for (int i = 0; scale < 1 && i < gradients.size(); i++) {
      backend.axpby(scale, gradients.get(i), 0, gradients.get(i));
    }
    return length;
  }
}
