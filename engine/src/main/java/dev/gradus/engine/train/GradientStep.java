package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.internal.Program;
import java.util.List;

/// One step along the gradient of a batch: forward, backward, penalties, clipping, update, rules.
final class GradientStep implements StepStrategy {
  private final Model model;
  private final NanGuard guard;
  private final Penalties penalties;
  private final Clipping clipping;
  private final Updates updates;
  private final Rules rules;
  private boolean intact = true;

  GradientStep(Settings settings) {
    model = settings.model;
    guard = new NanGuard(model, settings.guard);
    penalties = new Penalties(model, settings.regularizer);
    updates = new Updates(model, settings.optimizer, settings.factors);
    clipping = new Clipping(model, updates.gradients(), settings.clipNorm, settings.clipValue);
    rules = new Rules(model);
  }

  @Override
  public Found step(Program program, long step, double rate, Undo undo, Runnable measure) {
    program.forward();
    double penalty = penalties.value();
    double loss = program.loss() + penalty;
    guard.loss(program, loss, rate);
    if (!penalties.none()) {
      // what the batch does not reach is not overwritten by the backward pass
      model.device().backend().fill(model.parameters().gradients(), 0);
    }
    program.backward();
    penalties.addGradients();
    double squares = clipping.squares();
    if (!(squares >= 0 && squares < Double.POSITIVE_INFINITY)) {
      guard.gradients(updates.gradients(), rate);
    }
    double norm = clipping.apply(squares);
    boolean tame =
        (squares >= 0 && norm <= Optimizer.TAME) || guard.tame(updates.gradients(), rate);
    measure.run();
    boolean safe = tame && rules.none() && updates.bounded(rate);
    if (!safe) {
      undo.holdWeights();
    }
    intact = false;
    updates.apply(step, rate);
    rules.enforce();
    if (!safe) {
      guard.weights(updates.weights(), rate);
    }
    intact = true;
    return new Found(loss, penalty, norm);
  }

  @Override
  public List<float[]> save() {
    return updates.save();
  }

  @Override
  public void restore(List<float[]> buffers) {
    updates.restore(buffers);
  }

  @Override
  public boolean intact() {
    return intact;
  }
}
