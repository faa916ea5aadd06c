package dev.gradus.engine.tape;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.op.Pass;
import dev.gradus.engine.op.RandomKeys;
import dev.gradus.engine.op.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes a [Plan] from a [Tape].
///
/// Time runs 0 .. n - 1 through the forward pass and n .. 2n - 1 through the backward pass; every
/// value, gradient and saved buffer gets the stretch of time in which it is needed, and a place in
/// one workspace.
public final class Planner {
  private static final int NONE = -1;

  private final Tape tape;
  private final Backend backend;
  private final RandomKeys keys;
  private final int loss;
  private final Set<Integer> kept;
  private final List<Fusion.Keyed> keyed;
  private final List<Tape.Step> steps;
  private final int n;
  private final int[] root;
  private final boolean[] wantsGrad;
  private final boolean[] leadsToLoss;
  private final int[] valueItem;
  private final int[] gradItem;
  private final int[] savedItem;
  private final Workspace workspace = new Workspace();

  private Planner(
      Tape tape, Backend backend, RandomKeys keys, @Nullable Tensor loss, List<Tensor> keep) {
    this.tape = tape;
    this.backend = backend;
    this.keys = keys;
    this.loss = loss == null ? NONE : tape.idOf(loss);
    this.kept = new HashSet<>(keep.stream().map(tape::idOf).toList());
    if (loss != null) {
      kept.add(this.loss);
    }
    this.keyed = Fusion.all(tape, kept);
    this.steps = keyed.stream().map(Fusion.Keyed::step).toList();
    this.n = steps.size();
    int values = tape.values().size();
    this.root = new int[values];
    this.wantsGrad = new boolean[values];
    this.leadsToLoss = new boolean[values];
    this.valueItem = filled(values);
    this.gradItem = filled(values);
    this.savedItem = filled(n);
  }

  private static int[] filled(int size) {
    var items = new int[size];
    Arrays.fill(items, NONE);
    return items;
  }

  /// A plan that runs the recording forward.
  ///
  /// @param keep values to read after a run
  public static Plan inference(Tape tape, Backend backend, RandomKeys keys, List<Tensor> keep) {
    return new Planner(tape, backend, keys, null, keep).plan();
  }

  /// A plan that runs forward and backward from a loss.
  ///
  /// @param keep values to read after a run; the loss is one of them anyway
  public static Plan training(
      Tape tape, Backend backend, RandomKeys keys, Tensor loss, List<Tensor> keep) {
    return new Planner(tape, backend, keys, loss, keep).plan();
  }

  /// The elements of the workspace that [#training] would allocate. Allocates nothing itself, no
  /// parameters either.
  public static int workspaceSize(Tape tape, Backend backend, Tensor loss, List<Tensor> keep) {
    var planner = new Planner(tape, backend, new RandomKeys(0), loss, keep);
    planner.layOut();
    return planner.workspace.total();
  }

  private Plan plan() {
    layOut();
    return build();
  }

  private void layOut() {
    findRoots();
    findGradients();
    valueLives();
    if (loss != NONE) {
      gradientLives();
    }
    workspace.assign();
  }

  private Tape.Value value(int id) {
    return tape.values().get(id);
  }

  private int backwardTime(int step) {
    return 2 * n - 1 - step;
  }

  private int end() {
    return 2 * n + 1;
  }

  /// A view shares the memory of what it looks at.
  private void findRoots() {
    for (int i = 0; i < root.length; i++) {
      root[i] = i;
    }
    for (var step : steps) {
      if (step.op() instanceof View) {
        root[step.output()] = root[step.inputs().getFirst()];
      }
    }
  }

  private void findGradients() {
    for (var value : tape.values()) {
      wantsGrad[value.id()] = value.source() != null && value.source().wantsGrad();
    }
    for (var step : steps) {
      for (int i = 0; i < step.inputs().size(); i++) {
        wantsGrad[step.output()] |= wantsGrad[step.inputs().get(i)] && step.op().differentiable(i);
      }
    }
    if (loss != NONE) {
      leadsToLoss[loss] = true;
    }
    for (var step : steps.reversed()) {
      if (leadsToLoss[step.output()]) {
        step.inputs().forEach(id -> leadsToLoss[id] = true);
      }
    }
  }

  private boolean runsBackward(Tape.Step step) {
    return wantsGrad[step.output()] && leadsToLoss[step.output()];
  }

  private void valueLives() {
    var from = new int[root.length];
    var to = new int[root.length];
    Arrays.fill(from, Integer.MAX_VALUE);
    for (var value : tape.values()) {
      if (value.role() == Tape.Role.INPUT || value.role() == Tape.Role.CONSTANT) {
        from[value.id()] = 0;
        to[value.id()] = end();
      }
    }
    for (int t = 0; t < n; t++) {
      var step = steps.get(t);
      int out = root[step.output()];
      from[out] = Math.min(from[out], t);
      to[out] = Math.max(to[out], kept.contains(step.output()) ? end() : t);
      boolean backward = runsBackward(step);
      if (backward && step.op().backwardReadsOutput()) {
        to[out] = Math.max(to[out], backwardTime(t));
      }
      for (int i = 0; i < step.inputs().size(); i++) {
        int in = root[step.inputs().get(i)];
        boolean again = backward && step.op().backwardReadsInput(i);
        to[in] = Math.max(to[in], again ? backwardTime(t) : t);
      }
      savedLife(t, step, backward);
    }
    for (var value : tape.values()) {
      int id = value.id();
      if (root[id] == id && value.role() != Tape.Role.PARAMETER && from[id] <= to[id]) {
        valueItem[id] = workspace.add(value.shape().size(), from[id], to[id]);
      }
    }
  }

  private void savedLife(int t, Tape.Step step, boolean backward) {
    int size = backward ? step.op().savedSize(shapes(step)) : 0;
    if (size > 0) {
      savedItem[t] = workspace.add(size, t, backwardTime(t));
    }
  }

  private void gradientLives() {
    var from = new int[root.length];
    var to = new int[root.length];
    Arrays.fill(from, Integer.MAX_VALUE);
    from[root[loss]] = n;
    to[root[loss]] = n;
    for (int t = n - 1; t >= 0; t--) {
      var step = steps.get(t);
      if (!runsBackward(step)) {
        continue;
      }
      int out = root[step.output()];
      to[out] = Math.max(to[out], backwardTime(t));
      for (int i = 0; i < step.inputs().size(); i++) {
        int in = root[step.inputs().get(i)];
        if (wantsGrad[step.inputs().get(i)] && step.op().differentiable(i)) {
          from[in] = Math.min(from[in], backwardTime(t));
          to[in] = Math.max(to[in], backwardTime(t));
        }
      }
    }
    for (int id = 0; id < root.length; id++) {
      if (from[id] <= to[id] && value(id).role() != Tape.Role.PARAMETER) {
        int saved = replacedBy(id, from[id]);
        gradItem[id] =
            saved == NONE
                ? workspace.add(value(id).shape().size(), from[id], to[id])
                : workspace.extend(saved, to[id]);
      }
    }
  }

  /// What was saved by the step that writes a gradient first, if the gradient may go over it.
  private int replacedBy(int id, int time) {
    int t = 2 * n - 1 - time;
    if (t < 0 || t >= n || savedItem[t] == NONE) {
      return NONE;
    }
    var step = steps.get(t);
    boolean fits =
        step.op().gradientReplacesSaved()
            && root[step.inputs().getFirst()] == id
            && step.op().savedSize(shapes(step)) == value(id).shape().size();
    return fits ? savedItem[t] : NONE;
  }

  private List<Shape> shapes(Tape.Step step) {
    return step.inputs().stream().map(id -> value(id).shape()).toList();
  }

  private Plan build() {
    var memory = Slice.of(backend.allocate(workspace.total()));
    var places = new ArrayList<@Nullable Slice>();
    var grads = new ArrayList<@Nullable Slice>();
    var constants = new ArrayList<Plan.Bound>();
    for (var value : tape.values()) {
      int id = root[value.id()];
      places.add(placeOf(value(id), valueItem[id], memory, false));
      grads.add(placeOf(value(id), gradItem[id], memory, true));
      var place = places.getLast();
      if (value.role() == Tape.Role.CONSTANT && place != null) {
        constants.add(new Plan.Bound(value.id(), place));
      }
    }
    var actions = new ArrayList<Plan.Action>();
    var passes = new ArrayList<Pass>();
    for (int t = 0; t < n; t++) {
      passes.add(pass(t, places, memory));
    }
    wireGradients(passes, grads);
    for (int t = 0; t < n; t++) {
      var step = steps.get(t);
      if (!(step.op() instanceof View)) {
        actions.add(new Plan.Action(step.op(), passes.get(t), step.scope(), runsBackward(step)));
      }
    }
    var seed = loss == NONE ? null : grads.get(loss);
    var plan = new Plan(backend, actions, places, constants, seed, workspace.total());
    plan.bind(tape);
    return plan;
  }

  private @Nullable Slice placeOf(Tape.Value value, int item, Slice memory, boolean gradient) {
    var source = value.source();
    if (value.role() == Tape.Role.PARAMETER && source != null) {
      return gradient ? (source.wantsGrad() ? gradientOf(source) : null) : source.slice();
    }
    return item == NONE ? null : memory.part(workspace.offset(item), value.shape().size());
  }

  private static @Nullable Slice gradientOf(Tensor parameter) {
    parameter.slice();
    return parameter.gradSlice();
  }

  private Pass pass(int t, List<@Nullable Slice> places, Slice memory) {
    var step = steps.get(t);
    var inputs = new Slice[step.inputs().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = present(places.get(step.inputs().get(i)));
    }
    var shapes = shapes(step);
    var saved =
        savedItem[t] == NONE
            ? null
            : memory.part(workspace.offset(savedItem[t]), step.op().savedSize(shapes));
    var shape = value(step.output()).shape();
    var output = present(places.get(step.output()));
    int position = keyed.get(t).position();
    return new Pass(backend, shapes, inputs, shape, output, saved, keys, position);
  }

  private static Slice present(@Nullable Slice slice) {
    if (slice == null) {
      throw new IllegalStateException("a value of the plan has no memory");
    }
    return slice;
  }

  /// The first writer of a gradient in backward order overwrites, later ones add.
  private void wireGradients(List<Pass> passes, List<@Nullable Slice> grads) {
    if (loss == NONE) {
      return;
    }
    var written = new HashSet<Integer>();
    written.add(root[loss]);
    for (int t = n - 1; t >= 0; t--) {
      var step = steps.get(t);
      if (!runsBackward(step) || step.op() instanceof View) {
        continue;
      }
      int count = step.inputs().size();
      var targets = new @Nullable Slice[count];
      var accumulate = new boolean[count];
      for (int i = 0; i < count; i++) {
        int id = step.inputs().get(i);
        if (wantsGrad[id] && step.op().differentiable(i)) {
          targets[i] = grads.get(id);
          accumulate[i] = !written.add(root[id]);
        }
      }
      passes.get(t).gradients(present(grads.get(step.output())), targets, accumulate);
    }
  }
}
