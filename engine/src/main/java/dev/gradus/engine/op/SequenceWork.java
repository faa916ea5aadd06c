package dev.gradus.engine.op;

import dev.gradus.engine.Interruption;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// What the recurrent operations share: the sequence in the order of time (all rows of a step one
/// after the other), the product of all steps with the input weights, states, results, and the
/// gradients of the products, each in one go for the sequence. Made once for a pass; running it
/// allocates nothing.
final class SequenceWork {
  final SequenceLayout layout;
  final Backend backend;
  final Slice x;
  final Slice gates;
  final Slice h;
  final @Nullable Slice c;
  final Slice extra;
  final @Nullable Slice mask;
  final Slice[] gatesAt;
  final Slice[] hAt;
  final Slice[] cAt;
  final Slice[] extraAt;
  final @Nullable Slice[] maskAt;
  private final Slice states;
  private final Gemm inputProduct;
  private final StepOrder inputs;
  private final StepOrder masks;
  private final StepOrder results;
  private @Nullable SequenceGradients gradients;

  /// @param kept as for [SequenceLayout#savedSize]
  SequenceWork(SequenceLayout l, Pass pass, int kept) {
    layout = l;
    backend = pass.backend();
    var room = pass.keepsSaved() ? pass.saved() : Slice.of(backend.allocate(l.savedSize(kept)));
    int at = l.steps() * l.batch() * l.features();
    x = room.part(0, at);
    int stateSize = (l.steps() + 1) * l.state();
    h = room.part(at, stateSize);
    at += stateSize;
    states = room.part(at - stateSize, l.states() * stateSize);
    c = l.states() == 2 ? room.part(at, stateSize) : null;
    at += l.states() == 2 ? stateSize : 0;
    // the sums of a simple cell lie where its states go
    gates =
        l.gates() == 1
            ? h.part(l.after(0) * l.state(), l.steps() * l.state())
            : room.part(at, l.allGates());
    at += l.gates() == 1 ? 0 : l.allGates();
    mask = l.how().masked() ? room.part(at, l.steps() * l.batch()) : null;
    at += l.how().masked() ? l.steps() * l.batch() : 0;
    extra = room.part(at, l.steps() * l.state() * kept);
    gatesAt = cut(gates, l.steps());
    hAt = cut(h, l.steps() + 1);
    cAt = c == null ? new Slice[0] : cut(c, l.steps() + 1);
    extraAt = cut(extra, l.steps());
    maskAt = mask == null ? new @Nullable Slice[l.steps()] : cut(mask, l.steps());
    inputProduct = Gemm.of(l.steps() * l.batch(), l.width(), l.features());
    inputs = StepOrder.swapped(l.batch(), l.steps(), l.features());
    masks = StepOrder.swapped(l.batch(), l.steps(), 1);
    results = results();
  }

  /// A slice in equal parts.
  static Slice[] cut(Slice whole, int parts) {
    var result = new Slice[parts];
    int size = whole.length() / parts;
    for (int i = 0; i < parts; i++) {
      result[i] = whole.part(i * size, size);
    }
    return result;
  }

  /// Room for `n` numbers.
  Slice scratch(int n) {
    return Slice.of(backend.allocate(n));
  }

  /// Brings the sequence into the order of time, sets the first states and multiplies all steps by
  /// the input weights.
  void begin(Pass pass) {
    var l = layout;
    inputs.run(backend, pass.input(0), x, false);
    if (mask != null) {
      masks.run(backend, pass.input(l.maskInput()), mask, false);
    }
    first(pass, 0, hAt[l.start()]);
    if (l.states() == 2) {
      first(pass, 1, cAt[l.start()]);
    }
    backend.gemm(inputProduct, x, pass.input(1), pass.input(3), gates);
  }

  private void first(Pass pass, int state, Slice place) {
    if (layout.how().start() == Recurrence.Start.ZERO) {
      backend.fill(place, 0);
    } else {
      backend.copy(pass.input(layout.stateInput(state)), place);
    }
  }

  /// Whether the state before the step that is visited as number `i` is known to be zero.
  boolean fromZero(int i) {
    return i == 0 && layout.how().start() == Recurrence.Start.ZERO;
  }

  /// Gives the states that are the result, and leaves the last ones for the next batch.
  void end(Pass pass) {
    var l = layout;
    switch (l.how().yield()) {
      case LAST -> backend.copy(hAt[l.end()], pass.output());
      case SEQUENCE ->
          results.run(backend, h.part(firstState(), h.length() - l.state()), pass.output(), false);
      case STATES ->
          results.run(backend, states.part(firstState(), statesSize()), pass.output(), false);
    }
    if (l.how().start() == Recurrence.Start.CARRIED) {
      backend.copy(hAt[l.end()], pass.input(l.stateInput(0)));
      if (l.states() == 2) {
        backend.copy(cAt[l.end()], pass.input(l.stateInput(1)));
      }
    }
  }

  private int firstState() {
    return layout.after(0) * layout.state();
  }

  private int statesSize() {
    return states.length() - layout.state();
  }

  private StepOrder results() {
    var l = layout;
    int n = l.units();
    if (l.how().yield() == Recurrence.Yield.STATES && l.states() == 2) {
      int[] sizes = {l.batch(), l.steps(), 2, n};
      int[] strides = {n, l.state(), (l.steps() + 1) * l.state(), 1};
      return new StepOrder(sizes, strides);
    }
    return StepOrder.swapped(l.steps(), l.batch(), n);
  }

  /// The part of the work that only the backward pass needs.
  SequenceGradients gradients(Pass pass) {
    var made = gradients;
    if (made == null) {
      made = new SequenceGradients(this, pass);
      gradients = made;
    }
    return made;
  }

  /// Stops between two steps if the thread was interrupted.
  static void check() {
    Interruption.check();
  }
}
