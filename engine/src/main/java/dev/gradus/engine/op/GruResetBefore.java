package dev.gradus.engine.op;

import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// A [GruSequence] that multiplies the state by the reset gate before the product: two products a
/// step, one for both gates and one for the candidate.
final class GruResetBefore {
  private final SequenceWork work;
  private final Backend backend;
  private final SequenceGradients.Products forGates;
  private final SequenceGradients.Products forCandidate;
  private final StepProduct byReset;
  private final Slice gateWeights;
  private final Slice candidateWeights;
  private final Slice gateSums;
  private final Slice candidateSums;
  private @Nullable Backward backward;

  GruResetBefore(GruSequence op, Pass pass) {
    var l = op.layout(pass.inputShapes());
    int n = l.units();
    work = new SequenceWork(l, pass, 1);
    backend = work.backend;
    forGates = SequenceGradients.Products.of(work, 2 * n, false, false);
    forCandidate = SequenceGradients.Products.of(work, n, false, false);
    byReset = forCandidate.backward().overwriting();
    gateWeights = work.scratch(2 * n * n);
    candidateWeights = work.scratch(n * n);
    gateSums = work.scratch(2 * l.state());
    candidateSums = work.scratch(l.state());
  }

  SequenceWork work() {
    return work;
  }

  private void splitWeights(Pass pass) {
    int n = work.layout.units();
    backend.slice(pass.input(2), n, 3, n, 0, 2, gateWeights);
    backend.slice(pass.input(2), n, 3, n, 2, 1, candidateWeights);
  }

  void forward(Pass pass) {
    var l = work.layout;
    splitWeights(pass);
    work.begin(pass);
    forGates.forward().begin(gateWeights);
    forCandidate.forward().begin(candidateWeights);
    for (int i = 0; i < l.steps(); i++) {
      SequenceWork.check();
      int t = l.step(i);
      var gates = work.gatesAt[t];
      var reset = work.extraAt[t];
      var before = work.hAt[l.before(t)];
      var now = work.hAt[l.after(t)];
      forGates.forward().run(before, null, gateSums);
      backend.recurrent().gruGates(l.batch(), l.units(), gates, gateSums, before, reset);
      forCandidate.forward().run(reset, null, candidateSums);
      backend
          .recurrent()
          .gruState(l.batch(), l.units(), work.maskAt[t], gates, candidateSums, before, now);
    }
    work.end(pass);
  }

  /// Room for the backward pass: gradients of the gates' and of the candidate's products for all
  /// steps, of r h for one, and of both parts of the weights.
  private record Backward(
      Slice gates,
      Slice[] gatesAt,
      Slice candidate,
      Slice[] candidateAt,
      Slice reset,
      Slice gateWeights,
      Slice candidateWeights) {
    static Backward of(SequenceWork work) {
      var l = work.layout;
      int n = l.units();
      var gates = work.scratch(2 * l.steps() * l.state());
      var candidate = work.scratch(l.steps() * l.state());
      return new Backward(
          gates,
          SequenceWork.cut(gates, l.steps()),
          candidate,
          SequenceWork.cut(candidate, l.steps()),
          work.scratch(l.state()),
          work.scratch(2 * n * n),
          work.scratch(n * n));
    }
  }

  private Backward room() {
    var made = backward;
    if (made == null) {
      made = Backward.of(work);
      backward = made;
    }
    return made;
  }

  void backward(Pass pass) {
    var l = work.layout;
    var g = work.gradients(pass);
    var room = room();
    splitWeights(pass);
    g.begin(pass);
    forGates.backward().begin(gateWeights);
    byReset.begin(candidateWeights);
    for (int i = l.steps() - 1; i >= 0; i--) {
      SequenceWork.check();
      stepBackward(g, room, l.step(i));
    }
    g.end(pass);
    if (pass.wantsGrad(2)) {
      weights(pass, g, room);
    }
  }

  private void stepBackward(SequenceGradients g, Backward room, int t) {
    var l = work.layout;
    int before = l.before(t);
    var gates = work.gatesAt[t];
    var h = work.hAt[before];
    var dGates = g.dGatesAt[t];
    var dh = g.dhAt[before];
    var kernels = backend.recurrent();
    kernels.gruStateBackward(
        l.batch(),
        l.units(),
        work.maskAt[t],
        gates,
        h,
        g.dhAt[l.after(t)],
        dGates,
        room.candidateAt[t],
        dh);
    byReset.run(room.candidateAt[t], null, room.reset);
    kernels.gruGatesBackward(
        l.batch(), l.units(), gates, h, room.reset, dGates, room.gatesAt[t], dh);
    forGates.backward().run(room.gatesAt[t], null, dh);
  }

  private void weights(Pass pass, SequenceGradients g, Backward room) {
    int n = work.layout.units();
    var target = pass.gradInput(2);
    boolean add = pass.accumulate(2);
    backend.gemm(forGates.weights(), g.before(), room.gates, null, room.gateWeights);
    backend.gemm(forCandidate.weights(), work.extra, room.candidate, null, room.candidateWeights);
    backend.unslice(room.gateWeights, n, 3, n, 0, 2, target, add);
    backend.unslice(room.candidateWeights, n, 3, n, 2, 1, target, add);
  }
}
