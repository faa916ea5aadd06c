package dev.gradus.engine.diagnose;

import dev.gradus.engine.Model;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.train.History;
import dev.gradus.engine.train.TrainingState;
import org.jspecify.annotations.Nullable;

/// A model as it was, to be put back after a tool has tried something with it; on the same device.
final class Kept {
  private final Model model;
  private final Slice weights;
  private final long steps;
  private final @Nullable History history;
  private final @Nullable TrainingState state;

  Kept(Model model) {
    this.model = model;
    var values = model.parameters().values();
    this.weights = Slice.of(model.device().backend().allocate(values.length()));
    model.device().backend().copy(values, weights);
    this.steps = model.stepsTrained();
    this.history = model.history().orElse(null);
    this.state = model.trainingState().orElse(null);
  }

  void putBack() {
    model.device().backend().copy(weights, model.parameters().values());
    model.stepsTrained(steps);
    model.history(history);
    model.trainingState(state);
  }
}
