package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.Parameters;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import java.util.ArrayList;
import java.util.List;

/// What a step that fails puts back. Layers change their buffers in every forward pass: those are
/// copied before it. Weights change at its end only, and are copied just before, or not at all
/// where the update cannot fail.
final class Undo {
  private final Backend backend;
  private final Slice values;
  private final Slice before;
  private final boolean always;
  private final List<Slice> buffers = new ArrayList<>();
  private final List<Slice> buffersBefore = new ArrayList<>();
  private final List<Slice> weights = new ArrayList<>();
  private final List<Slice> weightsBefore = new ArrayList<>();
  private boolean held;

  /// @param always whether all weights are copied before every step
  Undo(Model model, boolean always) {
    this.always = always;
    var parameters = model.parameters();
    backend = model.device().backend();
    values = parameters.values();
    before = Slice.of(backend.allocate(parameters.size()));
    int at = 0;
    for (var weight : parameters.list()) {
      if (weight.isBuffer()) {
        buffers.add(values.part(at, weight.size()));
        buffersBefore.add(before.part(at, weight.size()));
      }
      at += weight.size();
    }
    for (Parameters.Range range : parameters.trainable()) {
      weights.add(values.part(range.from(), range.count()));
      weightsBefore.add(before.part(range.from(), range.count()));
    }
  }

  /// A step begins.
  void start() {
    held = always;
    if (always) {
      backend.copy(values, before);
    } else {
      copy(buffers, buffersBefore);
    }
  }

  /// The weights are about to change in a way that may fail.
  void holdWeights() {
    if (!held) {
      held = true;
      copy(weights, weightsBefore);
    }
  }

  /// The buffers of layers are again what they were when the step began.
  void restoreBuffers() {
    copy(buffersBefore, buffers);
  }

  /// The step did not happen.
  void restore() {
    restoreBuffers();
    if (held) {
      copy(weightsBefore, weights);
    }
  }

  /// Whether all weights were copied before the last step.
  boolean always() {
    return always;
  }

  /// All as it was before the last step, if [#always()].
  Slice before() {
    return before;
  }

  private void copy(List<Slice> from, List<Slice> to) {
    for (int i = 0; i < from.size(); i++) {
      backend.copy(from.get(i), to.get(i));
    }
  }
}
