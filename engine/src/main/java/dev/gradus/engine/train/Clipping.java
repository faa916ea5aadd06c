package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.Broadcast;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.UnaryFunction;
import java.util.List;

/// Makes gradients shorter: first every number into [-value, value], then the whole gradient to a
/// length of at most `norm`, as PyTorch's `clip_grad_norm_`: times norm / (length + 1e-6) if that
/// is less than 1. Source: Pascanu, Mikolov, Bengio, ICML 2013.
final class Clipping {
  private final Backend backend;
  private final List<Slice> gradients;
  private final double norm;
  private final double value;
  private final Slice limit;
  private final Slice scratch;
  private final List<Slice> scratches;
  private final List<Broadcast> broadcasts;

  /// @param norm the largest length, infinity for any
  /// @param value the largest number, infinity for any
  Clipping(Model model, List<Slice> gradients, double norm, double value) {
    this.backend = model.device().backend();
    this.gradients = gradients;
    this.norm = norm;
    this.value = value;
    boolean byValue = value < Double.POSITIVE_INFINITY;
    int longest = gradients.stream().mapToInt(Slice::length).max().orElse(0);
    this.scratch = Slice.of(backend.allocate(byValue ? longest : 0));
    this.limit = Slice.of(backend.allocate(1));
    backend.fill(limit, byValue ? -value : 0);
    this.scratches =
        byValue ? gradients.stream().map(g -> scratch.part(0, g.length())).toList() : List.of();
    this.broadcasts =
        gradients.stream()
            .map(g -> Broadcast.of("clipValue", Shape.of(g.length()), Shape.of()))
            .toList();
  }

  /// Clips; returns the length before it was made shorter, NaN if lengths do not matter.
  double apply() {
    for (int i = 0; value < Double.POSITIVE_INFINITY && i < gradients.size(); i++) {
      clamp(broadcasts.get(i), gradients.get(i), scratches.get(i));
    }
    if (norm == Double.POSITIVE_INFINITY) {
      return Double.NaN;
    }
    double squares = 0;
    for (int i = 0; i < gradients.size(); i++) {
      squares += backend.sumOfSquares(gradients.get(i));
    }
    double length = Math.sqrt(squares);
    double scale = norm / (length + 1e-6);
    for (int i = 0; scale < 1 && i < gradients.size(); i++) {
      backend.axpby(scale, gradients.get(i), 0, gradients.get(i));
    }
    return length;
  }

  /// min(c, max(-c, g)) = -max(-c, -max(-c, g)).
  private void clamp(Broadcast broadcast, Slice gradient, Slice room) {
    for (int twice = 0; twice < 2; twice++) {
      backend.binary(BinaryFunction.MAXIMUM, broadcast, gradient, limit, room);
      backend.unary(UnaryFunction.NEGATE, room, gradient);
    }
  }
}
