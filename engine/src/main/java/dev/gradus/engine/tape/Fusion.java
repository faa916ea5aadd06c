package dev.gradus.engine.tape;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.UnaryFunction;
import dev.gradus.engine.op.Fusable;
import dev.gradus.engine.op.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rewrites a recording into fewer steps: an activation that alone reads the result of a product or
/// convolution becomes part of it.
final class Fusion {
  private Fusion() {}

  /// The steps after rewriting.
  ///
  /// @param kept values that must exist after the run, which therefore cannot be fused away
  static List<Tape.Step> fuse(List<Tape.Step> steps, Set<Integer> kept) {
    Map<Integer, Integer> readers = new HashMap<>();
    Map<Integer, Integer> madeAt = new HashMap<>();
    for (var step : steps) {
      step.inputs().forEach(id -> readers.merge(id, 1, Integer::sum));
    }
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
