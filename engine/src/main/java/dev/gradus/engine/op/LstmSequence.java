package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A long short-term memory over a whole sequence. With the sums a = x_t w + h_(t-1) u + b in four
/// parts: input gate i = sigmoid(a_i), forget gate f = sigmoid(a_f), candidate g = tanh(a_g),
/// output gate o = sigmoid(a_o); c_t = f c_(t-1) + i g; h_t = o tanh(c_t).
///
/// Inputs: x [batch, steps, features], w [features, 4 units], u [units, 4 units], b [4 units],
/// gates in the order i, f, g, o (as PyTorch and Keras); then, if the recurrence says so, the first
/// states h and c [batch, units] and a mask [batch, steps]. Of torch.nn.LSTM: w = weight_ih^T, u =
/// weight_hh^T, b = bias_ih + bias_hh; PyTorch keeps two biases whose sum is all that counts.
///
/// Gradient, from the last step to the first: dc_t += dh_t o (1 - tanh^2 c_t), dc_(t-1) += dc_t f,
/// the gates' from dc_t and dh_t, dh_(t-1) += da u^T; then for all steps at once dx, dw, du, db.
/// Source: Hochreiter, Schmidhuber, Neural Computation 1997; forget gate: Gers, Schmidhuber,
/// Cummins, Neural Computation 2000. Without peepholes.
///
/// With x [batch, steps, features] the result is what [Recurrence.Yield] says.
///
/// Errors: ShapeException for x that is not a sequence of at least 1 step, or inputs of other sizes
/// than above.
///
/// @param how direction, first state, mask, result
public record LstmSequence(Recurrence how) implements SequenceOp {

  private SequenceLayout layout(List<Shape> inputs) {
    return SequenceLayout.of(how, 4, 2, 1, inputs);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return layout(inputs).outputShape();
  }

  /// What is worked out once for a pass.
  private record Work(SequenceWork shared, SequenceGradients.Products products) {}

  private Work work(Pass pass) {
    return pass.memo(Work.class, this, LstmSequence::made);
  }

  private Work made(Pass pass) {
    var l = layout(pass.inputShapes());
    boolean add = pass.wantsGrad(2) && pass.accumulate(2);
    var work = new SequenceWork(l, pass, 0);
    return new Work(work, SequenceGradients.Products.of(work, l.width(), true, add));
  }

  @Override
  public void forward(Pass pass) {
    var p = work(pass);
    var work = p.shared;
    var l = work.layout;
    var kernels = pass.backend().recurrent();
    work.begin(pass);
    p.products.forward().begin(pass.input(2));
    for (int i = 0; i < l.steps(); i++) {
      SequenceWork.check();
      int t = l.step(i);
      int before = l.before(t);
      int now = l.after(t);
      var h = work.hAt[before];
      var gates = work.gatesAt[t];
      if (!work.fromZero(i)) {
        p.products.forward().run(h, null, gates);
      }
      kernels.lstm(
          l.batch(),
          l.units(),
          work.maskAt[t],
          gates,
          h,
          work.cAt[before],
          work.hAt[now],
          work.cAt[now]);
    }
    work.end(pass);
  }

  @Override
  public void backward(Pass pass) {
    if (SequenceGradients.empty(pass)) {
      return;
    }
    var p = work(pass);
    var work = p.shared;
    var l = work.layout;
    var g = work.gradients(pass);
    g.begin(pass);
    p.products.backward().begin(pass.input(2));
    for (int i = l.steps() - 1; i >= 0; i--) {
      SequenceWork.check();
      int t = l.step(i);
      stepBackward(pass, work, g, t);
      var before = g.dhAt[l.before(t)];
      p.products.backward().run(g.dGatesAt[t], null, before);
    }
    g.end(pass);
    g.weights(pass, p.products.weights(), g.dGates);
  }

  private static void stepBackward(Pass pass, SequenceWork work, SequenceGradients g, int t) {
    var l = work.layout;
    int before = l.before(t);
    int now = l.after(t);
    pass.backend()
        .recurrent()
        .lstmBackward(
            l.batch(),
            l.units(),
            work.maskAt[t],
            work.gatesAt[t],
            work.cAt[before],
            work.cAt[now],
            g.dhAt[now],
            g.dcAt[now],
            g.dGatesAt[t],
            g.dhAt[before],
            g.dcAt[before]);
  }

  @Override
  public Map<String, Tensor> trace(List<Tensor> inputs) {
    var trace = SequenceTrace.of(this, inputs, pass -> work(pass).shared);
    var parts = new LinkedHashMap<String, Tensor>();
    parts.put("input", trace.gate(0));
    parts.put("forget", trace.gate(1));
    parts.put("candidate", trace.gate(2));
    parts.put("output", trace.gate(3));
    parts.put("cell", trace.state(1));
    parts.put("hidden", trace.state(0));
    return parts;
  }

  @Override
  public int states() {
    return 2;
  }

  @Override
  public boolean differentiable(int i) {
    return SequenceLayout.differentiable(how, 2, 1, i);
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i == 1 || i == 2;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return layout(inputs).savedSize(0);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return layout(inputs).macs();
  }
}
