package dev.gradus.engine.internal;

import dev.gradus.engine.Context;
import dev.gradus.engine.Model;
import dev.gradus.engine.Shape;
import dev.gradus.engine.SymbolicReadException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.RandomKeys;
import dev.gradus.engine.tape.Plan;
import dev.gradus.engine.tape.Planner;
import dev.gradus.engine.tape.Tape;
import dev.gradus.engine.train.Loss;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The programs of a model, made when first needed and kept by shape and mode. A model of built-in
/// layers is recorded once for each; a model with layers of the user's own is recorded again for
/// every step, and the recording's signature finds its plan.
public final class Programs {
  private static final int KEPT = 8;

  /// What a program is for.
  ///
  /// @param input shape of the batch
  /// @param target shape of the targets, null without a loss
  private record Key(
      Shape input,
      @Nullable Shape target,
      @Nullable Loss loss,
      boolean training,
      Object signature) {}

  private final Model model;
  private final RandomKeys keys;
  private final Map<Key, Program> programs =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Program> eldest) {
          return size() > KEPT;
        }
      };
  private boolean readsValues;
  private long version;
  private long step;

  /// For a model.
  public Programs(Model model) {
    this.model = model;
    this.keys = new RandomKeys(model.seed());
  }

  /// Says which step runs next: part of the key of random numbers.
  public void step(long number) {
    keys.step(number);
    step = number;
  }

  /// The program that predicts a batch.
  public Program predict(Shape input) {
    return find(input, null, null, false);
  }

  /// The program that measures the loss of a batch.
  public Program evaluate(Shape input, Shape target, Loss loss) {
    return find(input, target, loss, false);
  }

  /// The program that makes gradients from a batch.
  public Program train(Shape input, Shape target, Loss loss) {
    return find(input, target, loss, true);
  }

  private Program find(Shape input, @Nullable Shape target, @Nullable Loss loss, boolean training) {
    long now = model.parameters().version();
    if (now != version) {
      programs.clear(); // what is frozen has changed
      version = now;
    }
    if (!readsValues && model.replayable()) {
      var key = new Key(input, target, loss, training, "");
      var known = programs.get(key);
      if (known != null) {
        return known;
      }
      var made = plan(record(input, target, loss, training));
      programs.put(key, made);
      return made;
    }
    try {
      if (!readsValues) {
        return retraced(input, target, loss, training);
      }
    } catch (SymbolicReadException e) {
      readsValues = true;
    }
    var key = new Key(input, target, loss, training, "eager");
    var shape = target == null ? Shape.of(0) : target;
    return programs.computeIfAbsent(
        key, k -> new EagerProgram(model, input, shape, loss, training, () -> step));
  }

  private Program retraced(
      Shape input, @Nullable Shape target, @Nullable Loss loss, boolean training) {
    var recording = record(input, target, loss, training);
    var key = new Key(input, target, loss, training, recording.tape().signature());
    var known = programs.get(key);
    if (known instanceof PlannedProgram planned) {
      planned.plan().bind(recording.tape());
      return planned;
    }
    var made = plan(recording);
    programs.put(key, made);
    return made;
  }

  /// A recorded step.
  private record Recording(
      Tape tape,
      Tensor input,
      @Nullable Tensor target,
      Tensor output,
      @Nullable Tensor loss,
      boolean training) {}

  private Recording record(
      Shape input, @Nullable Shape target, @Nullable Loss loss, boolean training) {
    var tape = new Tape();
    var context =
        Context.seeded(model.seed()).on(model.device()).training(training).recording(tape);
    return context.call(() -> {
      var x = tape.input(input);
      var y = target == null ? null : tape.input(target);
      var output = model.forward(x);
      var result = loss == null || y == null ? null : loss.of(output, y);
      return new Recording(tape, x, y, output, result, training);
    });
  }

  private PlannedProgram plan(Recording r) {
    var tape = r.tape();
    var backend = model.device().backend();
    var loss = r.loss();
    Plan plan;
    if (r.training() && loss != null) {
      plan = Planner.training(tape, backend, keys, loss, List.of(r.output()));
    } else {
      var keep = loss == null ? List.of(r.output()) : List.of(r.output(), loss);
      plan = Planner.inference(tape, backend, keys, keep);
    }
    var target = r.target();
    return new PlannedProgram(
        plan,
        plan.place(tape.idOf(r.input())),
        target == null ? null : plan.place(tape.idOf(target)),
        plan.place(tape.idOf(r.output())),
        loss == null ? null : plan.place(tape.idOf(loss)));
  }
}
