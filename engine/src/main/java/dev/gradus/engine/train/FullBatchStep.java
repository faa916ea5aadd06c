package dev.gradus.engine.train;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Model;
import dev.gradus.engine.Parameters;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Program;
import java.util.Arrays;
import java.util.List;

/// One iteration of an optimizer that looks at all data several times. The samples, the masks of
/// dropout and the buffers that layers change are the same for all evaluations of an iteration, so
/// that the loss is a function of the weights alone.
///
/// The optimizer works on a copy of what is trained, in one piece, whatever is frozen in between.
final class FullBatchStep implements StepStrategy {
  private final Model model;
  private final Backend backend;
  private final FullBatchOptimizer optimizer;
  private final NanGuard guard;
  private final Penalties penalties;
  private final List<Parameters.Range> ranges;
  private final Slice weights;
  private final Slice gradients;
  private final Slice[] state;
  private boolean first;
  private boolean iterating;
  private boolean measuring;
  private double loss;
  private double penalty;

  FullBatchStep(Settings settings, FullBatchOptimizer optimizer) {
    this.optimizer = optimizer;
    model = settings.model;
    backend = model.device().backend();
    guard = new NanGuard(model, settings.guard);
    penalties = new Penalties(model, settings.regularizer);
    ranges = model.parameters().trainable();
    int size = ranges.stream().mapToInt(Parameters.Range::count).sum();
    weights = Slice.of(backend.allocate(size));
    gradients = Slice.of(backend.allocate(size));
    state = new Slice[optimizer.memory()];
    Arrays.setAll(state, i -> Slice.of(backend.allocate(size)));
  }

  /// Refuses what has no meaning for such an optimizer.
  static void check(Settings settings) {
    var who = settings.optimizer.name();
    refuse(
        settings.batchSize != null && settings.batchSize != settings.data.size(),
        who + " takes all samples in every step. Leave out batchSize(...).");
    refuse(
        settings.clipNorm < Double.POSITIVE_INFINITY
            || settings.clipValue < Double.POSITIVE_INFINITY,
        who + " measures the loss along its way and needs the true gradient. Leave out clipping.");
    refuse(
        !settings.factors.isEmpty(),
        who
            + " moves all weights together: layers cannot have learning rates of their own. Use"
            + " model.freeze(...) for layers that should stay.");
    refuse(
        settings.model.parameters().list().stream()
            .anyMatch(w -> w.trainable() && w.constraint() != null),
        who + " cannot keep constraints on weights. Use a penalty, or an optimizer for batches.");
    refuse(
        settings.model.parameters().trainable().isEmpty(),
        "all layers are frozen: there is nothing to train.");
  }

  private static void refuse(boolean wrong, String why) {
    if (wrong) {
      throw new GradusException(why);
    }
  }

  @Override
  public Found step(Program program, long step, double rate, Undo undo, Runnable measure) {
    undo.holdWeights();
    gather(model.parameters().values(), weights);
    first = true;
    measuring = false;
    iterating = true;
    double value =
        optimizer
            .learningRate(rate)
            .iterate(backend, weights, gradients, state, () -> measure(program, rate, undo));
    if (Double.compare(value, loss) != 0) {
      value = measure(program, rate, undo); // no step made it smaller: back to where it was
    }
    scatter();
    guard.weights(List.of(weights), rate);
    iterating = false;
    measure.run();
    return new Found(value, penalty, Math.sqrt(backend.sumOfSquares(gradients)));
  }

  /// Loss and gradients at the optimizer's weights.
  private double measure(Program program, double rate, Undo undo) {
    measuring = true;
    scatter();
    undo.restoreBuffers();
    program.forward();
    penalty = penalties.value();
    loss = program.loss() + penalty;
    if (first) {
      guard.loss(program, loss, rate);
      first = false;
    }
    backend.fill(model.parameters().gradients(), 0);
    program.backward();
    penalties.addGradients();
    gather(model.parameters().gradients(), gradients);
    measuring = false;
    return loss;
  }

  private void gather(Slice all, Slice to) {
    int at = 0;
    for (var range : ranges) {
      backend.copy(all.part(range.from(), range.count()), to.part(at, range.count()));
      at += range.count();
    }
  }

  private void scatter() {
    var all = model.parameters().values();
    int at = 0;
    for (var range : ranges) {
      backend.copy(weights.part(at, range.count()), all.part(range.from(), range.count()));
      at += range.count();
    }
  }

  @Override
  public List<float[]> save() {
    return Arrays.stream(state).map(Slice::toFloats).toList();
  }

  @Override
  public void restore(List<float[]> saved) {
    if (saved.size() != state.length
        || saved.stream().anyMatch(a -> a.length != weights.length())) {
      throw new GradusException(
          "the state does not fit the optimizer "
              + optimizer.name()
              + ": it was taken with another optimizer, or other layers were frozen. Describe the"
              + " run as before.");
    }
    for (int i = 0; i < state.length; i++) {
      state[i].storage().write(state[i].offset(), saved.get(i), 0, weights.length());
    }
  }

  /// An optimizer changes what it remembers only after it has measured: an iteration that is
  /// interrupted while it measures can be done again.
  @Override
  public boolean intact() {
    return !iterating || measuring;
  }
}
