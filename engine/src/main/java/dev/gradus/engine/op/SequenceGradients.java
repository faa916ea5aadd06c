package dev.gradus.engine.op;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// The gradients of a recurrent operation: those of the states in the order of time, and the
/// products of all steps. When the steps have run, block `after(t)` of `dh` is the gradient of the
/// loss by the state after step t, on all ways.
final class SequenceGradients {
  final Slice dGates;
  final Slice[] dGatesAt;
  final Slice[] dhAt;
  final Slice[] dcAt;
  private final SequenceWork work;
  private final SequenceLayout layout;
  private final Backend backend;
  private final Slice dh;
  private final Slice dc;
  private final @Nullable Slice dx;
  private final StepOrder fromResult;
  private final StepOrder toInput;
  private final Gemm byInput;
  private final Gemm byWeights;

  SequenceGradients(SequenceWork work, Pass pass) {
    this.work = work;
    layout = work.layout;
    backend = work.backend;
    var l = layout;
    int states = (l.steps() + 1) * l.state();
    dGates = work.scratch(l.allGates());
    dGatesAt = SequenceWork.cut(dGates, l.steps());
    dh = work.scratch(states);
    dhAt = SequenceWork.cut(dh, l.steps() + 1);
    dc = work.scratch(l.states() == 2 ? states : 0);
    dcAt = l.states() == 2 ? SequenceWork.cut(dc, l.steps() + 1) : new Slice[0];
    dx = pass.wantsGrad(0) ? work.scratch(work.x.length()) : null;
    int row = l.outputShape().last();
    int[] sizes = {l.steps(), l.batch(), l.units()};
    fromResult = new StepOrder(sizes, new int[] {row, l.steps() * row, 1});
    toInput = StepOrder.swapped(l.steps(), l.batch(), l.features());
    int rows = l.steps() * l.batch();
    byInput = Gemm.of(rows, l.features(), l.width()).transposed(false, true);
    byWeights =
        Gemm.of(l.features(), l.width(), rows)
            .transposed(true, false)
            .accumulating(pass.wantsGrad(1) && pass.accumulate(1));
  }

  /// Brings the gradient of the result to the states that it is made of.
  void begin(Pass pass) {
    var l = layout;
    var dy = pass.gradOutput();
    backend.fill(dh, 0);
    if (l.states() == 2) {
      backend.fill(dc, 0);
    }
    int from = l.after(0) * l.state();
    int size = l.steps() * l.state();
    switch (l.how().yield()) {
      case LAST -> backend.copy(dy, dhAt[l.end()]);
      case SEQUENCE -> fromResult.run(backend, dy, dh.part(from, size), false);
      case STATES -> {
        fromResult.run(backend, dy, dh.part(from, size), false);
        if (l.states() == 2) {
          var half = dy.part(l.units(), dy.length() - l.units());
          fromResult.run(backend, half, dc.part(from, size), false);
        }
      }
    }
  }

  /// The gradients of x, the input weights, the bias and the first states, from those of all gates.
  void end(Pass pass) {
    var l = layout;
    if (dx != null) {
      backend.gemm(byInput, dGates, pass.input(1), null, dx);
      toInput.run(backend, dx, pass.gradInput(0), pass.accumulate(0));
    }
    if (pass.wantsGrad(1)) {
      backend.gemm(byWeights, work.x, dGates, null, pass.gradInput(1));
    }
    bias(pass, 3, dGates);
    state(pass, 0, dhAt[l.start()]);
    if (l.states() == 2) {
      state(pass, 1, dcAt[l.start()]);
    }
  }

  /// The gradient of a bias: the sum of the gates' gradients over rows and steps.
  void bias(Pass pass, int input, Slice sums) {
    if (pass.wantsGrad(input)) {
      int rows = layout.steps() * layout.batch();
      backend.channelSum(
          sums, rows, layout.width(), 1, pass.gradInput(input), pass.accumulate(input));
    }
  }

  /// The gradient of the recurrent weights, from the states before every step and the gradients of
  /// the state's sums.
  void weights(Pass pass, Gemm product, Slice sums) {
    if (pass.wantsGrad(2)) {
      backend.gemm(product, before(), sums, null, pass.gradInput(2));
    }
  }

  private void state(Pass pass, int number, Slice gradient) {
    int input = layout.stateInput(number);
    if (layout.how().start() == Recurrence.Start.GIVEN && pass.wantsGrad(input)) {
      backend.axpby(1, gradient, pass.accumulate(input) ? 1 : 0, pass.gradInput(input));
    }
  }

  /// The states before every step, in the order of time.
  Slice before() {
    var l = layout;
    return work.h.part(l.before(0) * l.state(), l.steps() * l.state());
  }

  /// Without samples nothing was kept and every gradient is zero.
  ///
  /// @return whether that is so
  static boolean empty(Pass pass) {
    if (pass.inputShape(0).dim(0) > 0) {
      return false;
    }
    for (int i : new int[] {0, 1, 2, 3, 4, 5, 6}) {
      if (pass.wantsGrad(i) && !pass.accumulate(i)) {
        pass.backend().fill(pass.gradInput(i), 0);
      }
    }
    return true;
  }

  /// Products by the recurrent weights, the same in all cells.
  ///
  /// @param forward adds the state's part to the gates' sums of a step
  /// @param backward adds what reaches the state before
  /// @param weights the gradient of the weights, over all steps
  record Products(StepProduct forward, StepProduct backward, Gemm weights) {
    /// @param out columns of the weights
    static Products of(SequenceWork work, int out, boolean addToGates, boolean addToWeights) {
      var l = work.layout;
      int n = l.units();
      var back = Gemm.of(l.batch(), n, out).transposed(false, true).accumulating(true);
      return new Products(
          new StepProduct(work, Gemm.of(l.batch(), out, n).accumulating(addToGates)),
          new StepProduct(work, back),
          Gemm.of(n, out, l.steps() * l.batch())
              .transposed(true, false)
              .accumulating(addToWeights));
    }
  }
}
