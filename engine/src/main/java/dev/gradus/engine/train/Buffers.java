package dev.gradus.engine.train;

import dev.gradus.engine.Parameters;
import dev.gradus.engine.Weight;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Puts a model's buffers, as running statistics, back to where they were before a step that did
/// not finish: the forward pass changes them, and an interrupted step must leave no trace.
final class Buffers {
  private final Backend backend;
  private final List<Weight> buffers;
  private final List<Slice> copies;

  Buffers(Parameters parameters) {
    backend = parameters.device().backend();
    buffers = parameters.list().stream().filter(Weight::isBuffer).toList();
    copies = buffers.stream().map(w -> Slice.of(backend.allocate(w.size()))).toList();
  }

  /// Runs a step.
  double guard(DoubleSupplier step) {
    for (int i = 0; i < copies.size(); i++) {
      backend.copy(buffers.get(i).slice(), copies.get(i));
    }
    try {
      return step.getAsDouble();
    } catch (RuntimeException e) {
      for (int i = 0; i < copies.size(); i++) {
        backend.copy(copies.get(i), buffers.get(i).slice());
      }
      throw e;
    }
  }
}
