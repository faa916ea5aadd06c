package dev.gradus.engine.op;

import dev.gradus.engine.backend.Slice;
import org.jspecify.annotations.Nullable;

/// A [GruSequence] that multiplies by the reset gate after the product: one product a step.
final class GruResetAfter {
  private final SequenceWork work;
  private final boolean recurrentBias;
  private final SequenceGradients.Products products;
  private final Slice sums;
  private @Nullable Slice dSums;
  private Slice[] dSumsAt = new Slice[0];

  GruResetAfter(GruSequence op, Pass pass) {
    var l = op.layout(pass.inputShapes());
    work = new SequenceWork(l, pass, 1);
    recurrentBias = op.recurrentBias();
    boolean add = pass.wantsGrad(2) && pass.accumulate(2);
    products = SequenceGradients.Products.of(work, l.width(), false, add);
    sums = work.scratch(l.batch() * l.width());
  }

  SequenceWork work() {
    return work;
  }

  void forward(Pass pass) {
    var l = work.layout;
    var bias = recurrentBias ? pass.input(4) : null;
    var kernels = pass.backend().recurrent();
    work.begin(pass);
    products.forward().begin(pass.input(2));
    for (int i = 0; i < l.steps(); i++) {
      SequenceWork.check();
      int t = l.step(i);
      var before = work.hAt[l.before(t)];
      products.forward().run(before, bias, sums);
      kernels.gru(
          l.batch(),
          l.units(),
          work.maskAt[t],
          work.gatesAt[t],
          sums,
          before,
          work.extraAt[t],
          work.hAt[l.after(t)]);
    }
    work.end(pass);
  }

  void backward(Pass pass) {
    var l = work.layout;
    var g = work.gradients(pass);
    var bySums = bySums();
    var kernels = pass.backend().recurrent();
    g.begin(pass);
    products.backward().begin(pass.input(2));
    for (int i = l.steps() - 1; i >= 0; i--) {
      SequenceWork.check();
      int t = l.step(i);
      int before = l.before(t);
      kernels.gruBackward(
          l.batch(),
          l.units(),
          work.maskAt[t],
          work.gatesAt[t],
          work.extraAt[t],
          work.hAt[before],
          g.dhAt[l.after(t)],
          g.dGatesAt[t],
          dSumsAt[t],
          g.dhAt[before]);
      products.backward().run(dSumsAt[t], null, g.dhAt[before]);
    }
    g.end(pass);
    g.weights(pass, products.weights(), bySums);
    if (recurrentBias) {
      g.bias(pass, 4, bySums);
    }
  }

  private Slice bySums() {
    var made = dSums;
    if (made == null) {
      made = work.scratch(work.layout.allGates());
      dSums = made;
      dSumsAt = SequenceWork.cut(made, work.layout.steps());
    }
    return made;
  }
}
