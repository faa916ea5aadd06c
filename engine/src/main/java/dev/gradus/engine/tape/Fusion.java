package dev.gradus.engine.tape;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.UnaryFunction;
import dev.gradus.engine.op.BatchNormalization;
import dev.gradus.engine.op.Binary;
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

/// Rewrites a recording into fewer steps: an activation that alone reads the result of a product,
/// convolution or batch normalisation becomes part of it, and so does the addition of a residual
/// block that alone reads the result of a batch normalisation; then dropout that alone reads the
/// result of a product.
final class Fusion {
  private final List<Tape.Value> values;
  private final Set<Integer> kept;
  private final Map<Integer, Integer> readers;
  private final Map<Integer, Integer> madeAt = new HashMap<>();

  /// A step that moved to a later place leaves null.
  private final List<Tape.@Nullable Step> result = new ArrayList<>();

  private Fusion(Tape tape, Set<Integer> kept) {
    this.values = tape.values();
    this.kept = kept;
    this.readers = readers(tape.steps());
  }

  /// A step and the position that its random numbers follow from: that before dropout is fused, so
  /// that fusing dropout changes no mask.
  record Keyed(Tape.Step step, int position) {}

  /// The steps after rewriting.
  ///
  /// @param kept values that must exist after the run, which therefore cannot be fused away
  static List<Keyed> all(Tape tape, Set<Integer> kept) {
    var steps = fuse(tape, kept);
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

  /// The steps with all taken in but dropout.
  ///
  /// @param kept values that must exist after the run, which therefore cannot be fused away
  static List<Tape.Step> fuse(Tape tape, Set<Integer> kept) {
    var fusion = new Fusion(tape, kept);
    for (var step : tape.steps()) {
      if (!fusion.activates(step) && !fusion.joins(step)) {
        fusion.append(step);
      }
    }
    var steps = new ArrayList<Tape.Step>();
    for (var step : fusion.result) {
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  private void append(Tape.Step step) {
    madeAt.put(step.output(), result.size());
    result.add(step);
  }

  /// The step that makes a value, if nothing but the one that is being looked at needs the value.
  private Tape.@Nullable Step onlyFor(int value) {
    var at = madeAt.get(value);
    return at == null || readers.getOrDefault(value, 0) != 1 || kept.contains(value)
        ? null
        : result.get(at);
  }

  private boolean activates(Tape.Step step) {
    var activation = activationOf(step);
    if (activation == null) {
      return false;
    }
    int source = step.inputs().getFirst();
    var from = onlyFor(source);
    if (from == null
        || !(from.op() instanceof Fusable producer)
        || producer.activation() != Activation.IDENTITY
        || !producer.canApply(activation)) {
      return false;
    }
    int at = madeAt.getOrDefault(source, -1);
    result.set(
        at,
        new Tape.Step(
            producer.withActivation(activation), from.inputs(), step.output(), from.scope()));
    madeAt.put(step.output(), at);
    return true;
  }

  /// The later of two batch normalisations that are added takes part in the addition.
  private boolean joins(Tape.Step step) {
    if (!(step.op() instanceof Binary(BinaryFunction f)) || f != BinaryFunction.ADD) {
      return false;
    }
    int a = step.inputs().get(0);
    int b = step.inputs().get(1);
    boolean aIsLater = madeAt.getOrDefault(a, -1) > madeAt.getOrDefault(b, -1);
    return aIsLater ? join(step, a, b) || join(step, b, a) : join(step, b, a) || join(step, a, b);
  }

  private boolean join(Tape.Step step, int normalised, int other) {
    var from = onlyFor(normalised);
    if (from == null
        || !(from.op() instanceof BatchNormalization norm)
        || norm.joins()
        || norm.activation() != Activation.IDENTITY
        || !values.get(normalised).shape().equals(values.get(other).shape())) {
      return false;
    }
    int at = madeAt.getOrDefault(normalised, -1);
    boolean known = madeAt.getOrDefault(other, -1) < at;
    if (!known && !movable(from, at)) {
      return false;
    }
    var inputs = new ArrayList<>(from.inputs());
    inputs.add(other);
    var fused = new Tape.Step(norm.joining(), List.copyOf(inputs), step.output(), from.scope());
    if (known) {
      result.set(at, fused);
      madeAt.put(step.output(), at);
    } else {
      result.set(at, null);
      append(fused);
    }
    return true;
  }

  /// Whether a step can run last: none after it uses what it changes.
  private boolean movable(Tape.Step step, int at) {
    for (int i = 0; i < step.inputs().size(); i++) {
      int input = step.inputs().get(i);
      for (var later : result.subList(at + 1, result.size())) {
        if (step.op().updatesInput(i) && later != null && later.inputs().contains(input)) {
          return false;
        }
      }
    }
    return true;
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
