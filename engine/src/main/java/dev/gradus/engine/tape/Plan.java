package dev.gradus.engine.tape;

import dev.gradus.engine.Interruption;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.op.Op;
import dev.gradus.engine.op.Pass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A recording made fast for fixed shapes: fused operations whose memory is assigned once. Running
/// it allocates nothing. Made by [Planner].
public final class Plan {
  /// An operation ready to run.
  ///
  /// @param backward whether it takes part in the backward pass
  record Action(Op op, Pass pass, String scope, boolean backward) {}

  /// A constant whose numbers are copied in before a run.
  record Bound(int value, Slice place) {}

  private final Backend backend;
  private final List<Action> actions;
  private final List<@Nullable Slice> places;
  private final List<Bound> constants;
  private final @Nullable Slice lossGradient;
  private final int workspace;

  Plan(
      Backend backend,
      List<Action> actions,
      List<@Nullable Slice> places,
      List<Bound> constants,
      @Nullable Slice lossGradient,
      int workspace) {
    this.backend = backend;
    this.actions = List.copyOf(actions);
    this.places = places;
    this.constants = List.copyOf(constants);
    this.lossGradient = lossGradient;
    this.workspace = workspace;
  }

  /// Where the value with this id lies: inputs, and what was asked to be kept.
  ///
  /// @throws IllegalArgumentException if it has no memory of its own
  public Slice place(int value) {
    var slice = places.get(value);
    if (slice == null) {
      throw new IllegalArgumentException("value " + value + " has no memory of its own");
    }
    return slice;
  }

  /// The number of operations that a run executes forward.
  public int size() {
    return actions.size();
  }

  /// The names of the operations in order, with their layers, as `conv2d_1: convolution2d`.
  public List<String> operations() {
    return actions.stream()
        .map(a -> a.scope().isEmpty() ? a.op().name() : a.scope() + ": " + a.op().name())
        .toList();
  }

  /// Elements of the workspace that all values and gradients share.
  public int workspaceSize() {
    return workspace;
  }

  /// Copies in the constants of a recording with the same signature.
  public void bind(Tape tape) {
    for (var bound : constants) {
      Tensor source = tape.values().get(bound.value()).source();
      if (source != null && !source.slice().equals(bound.place())) {
        backend.copy(source.slice(), bound.place());
      }
    }
  }

  /// Runs the forward pass.
  ///
  /// @throws dev.gradus.engine.InterruptedRunException between two operations
  public void forward() {
    for (int i = 0; i < actions.size(); i++) {
      Interruption.check();
      var action = actions.get(i);
      action.op().forward(action.pass());
    }
  }

  /// Runs the backward pass after [#forward()]: the gradients of the parameters are then in place.
  ///
  /// @throws dev.gradus.engine.InterruptedRunException between two operations
  public void backward() {
    if (lossGradient == null) {
      throw new IllegalStateException("this plan was made without a backward pass");
    }
    backend.fill(lossGradient, 1);
    for (int i = actions.size() - 1; i >= 0; i--) {
      var action = actions.get(i);
      if (action.backward()) {
        Interruption.check();
        action.op().backward(action.pass());
      }
    }
  }

  /// The first layer in which a number is not finite after running forward, in words; null if all
  /// are finite. Runs the plan's operations again one by one.
  public @Nullable String firstNonFinite() {
    for (var action : actions) {
      action.op().forward(action.pass());
      if (!backend.allFinite(action.pass().output())) {
        return action.scope().isEmpty() ? action.op().name() : action.scope();
      }
    }
    return null;
  }
}
