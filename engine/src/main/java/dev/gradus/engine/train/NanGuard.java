package dev.gradus.engine.train;

import dev.gradus.engine.Model;
import dev.gradus.engine.NumericException;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.internal.Program;
import java.util.List;

/// Stops a step in which a number is not finite any more and says where it appeared first. The loss
/// is always looked at; gradients and new weights unless switched off with
/// [Trainer#nanGuard(boolean)]. A stopped step leaves the weights as they were.
final class NanGuard {
  private final Model model;
  private final boolean thorough;

  NanGuard(Model model, boolean thorough) {
    this.model = model;
    this.thorough = thorough;
  }

  void loss(Program program, double loss, double rate) {
    if (!Double.isFinite(loss)) {
      var where = program.firstNonFinite();
      throw failure("the loss became " + loss + (where == null ? "" : ", first in " + where), rate);
    }
  }

  /// Whether no gradient is so large that an update by it may be. True for any if gradients are not
  /// looked at.
  ///
  /// @throws NumericException if a gradient is not finite
  boolean tame(List<Slice> gradients, double rate) {
    var backend = model.device().backend();
    for (int i = 0; thorough && i < gradients.size(); i++) {
      if (!backend.allBelow(Optimizer.TAME, gradients.get(i))) {
        gradients(gradients, rate);
        return false;
      }
    }
    return true;
  }

  void gradients(List<Slice> gradients, double rate) {
    if (thorough && !finite(gradients)) {
      throw failure(
          "a gradient is not finite, first on the way back from the loss in " + last(true), rate);
    }
  }

  void weights(List<Slice> weights, double rate) {
    if (thorough && !finite(weights)) {
      throw failure("a new weight is not finite, in " + last(false), rate);
    }
  }

  private boolean finite(List<Slice> slices) {
    var backend = model.device().backend();
    for (int i = 0; i < slices.size(); i++) {
      if (!backend.allFinite(slices.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// The layer nearest to the loss whose parameters or gradients are not finite.
  private String last(boolean gradients) {
    var names = new LayerNames(model);
    var list = model.parameters().list();
    var all = gradients ? model.parameters().gradients() : model.parameters().values();
    int at = model.parameters().size();
    for (int i = list.size() - 1; i >= 0; i--) {
      var weight = list.get(i);
      at -= weight.size();
      if (weight.trainable() && !model.device().backend().allFinite(all.part(at, weight.size()))) {
        return names.of(weight) + " (" + weight.name() + ")";
      }
    }
    return "no layer";
  }

  private static NumericException failure(String what, double rate) {
    return new NumericException(
        what
            + ". The weights are those before this step. Most often the learning rate ("
            + rate
            + ") is too high: try a tenth of it, or clipNorm(1).");
  }
}
