package dev.gradus.engine.tape;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.UnaryFunction;
import dev.gradus.engine.op.DropoutMask;
import dev.gradus.engine.op.DroppedLinear;
import dev.gradus.engine.op.Fusable;
import dev.gradus.engine.op.Linear;
import dev.gradus.engine.op.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rewrites a recording into fewer steps: an activation that alone reads the result of a product or
/// convolution becomes part of it, then dropout that alone reads the result of a product.
final class Fusion {
  private Fusion() {}

  /// A step and the position that its random numbers follow from: that among the steps after the
  /// activations, so that fusing dropout changes no mask.
  record Keyed(Tape.Step step, int position) {}

  /// The steps after rewriting.
  ///
  /// @param kept values that must exist after the run, which therefore cannot be fused away
  static List<Keyed> all(List<Tape.Step> recorded, Set<Integer> kept) {
    var steps = fuse(recorded, kept);
    var readers = readers(steps);
    Map<Integer, Integer> madeAt = new HashMap<>();
    var result = new ArrayList<Keyed>();
    for (int i = 0; i < steps.size(); i++) {
      var step = steps.get(i);
      int source = step.inputs().isEmpty() ? -1 : step.inputs().getFirst();
      var at = madeAt.get(source);
      if (step.op() instanceof DropoutMask(double rate)
          && at != null
          && readers.getOrDefault(source, 0) == 1
          && !kept.contains(source)
          && result.get(at).step.op() instanceof Linear producer
          && DroppedLinear.fits(producer)) {
        var from = result.get(at).step;
        var op = new DroppedLinear(producer, rate);
        result.set(at, new Keyed(new Tape.Step(op, from.inputs(), step.output(), from.scope()), i));
      } else {
        madeAt.put(step.output(), result.size());
        result.add(new Keyed(step, i));
      }
    }
    return result;
  }

  private static Map<Integer, Integer> readers(List<Tape.Step> steps) {
    Map<Integer, Integer> readers = new HashMap<>();
    for (var step : steps) {
      step.inputs().forEach(id -> readers.merge(id, 1, Integer::sum));
    }
    return readers;
  }

  /// The steps with activations taken in.
  ///
  /// @param kept values that must exist after the run, which therefore cannot be fused away
  static List<Tape.Step> fuse(List<Tape.Step> steps, Set<Integer> kept) {
    var readers = readers(steps);
    Map<Integer, Integer> madeAt = new HashMap<>();
    var result = new ArrayList<Tape.Step>();
    for (var step : steps) {
      var activation = activationOf(step);
      int source = step.inputs().isEmpty() ? -1 : step.inputs().getFirst();
      var at = madeAt.get(source);
      if (activation != null
          && at != null
          && readers.getOrDefault(source, 0) == 1
          && !kept.contains(source)
          && result.get(at).op() instanceof Fusable producer
          && producer.activation() == Activation.IDENTITY) {
        var from = result.get(at);
        result.set(
            at,
            new Tape.Step(
                producer.withActivation(activation), from.inputs(), step.output(), from.scope()));
        madeAt.put(step.output(), at);
      } else {
        madeAt.put(step.output(), result.size());
        result.add(step);
      }
    }
    return result;
  }

  private static @Nullable Activation activationOf(Tape.Step step) {
    if (!(step.op() instanceof Unary(UnaryFunction f))) {
      return null;
    }
    return switch (f) {
      case RELU -> Activation.RELU;
      case SIGMOID -> Activation.SIGMOID;
      case TANH -> Activation.TANH;
      case NEGATE, EXP, LOG, SQRT, SQUARE, ABS -> null;
    };
  }
}
