package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.backend.Activation;
import java.util.List;
import java.util.Map;

/// A simple recurrent network over a whole sequence: h_t = f(x_t w + h_(t-1) u + b).
///
/// Inputs: x [batch, steps, features], w [features, units], u [units, units], b `[units]`; then, if
/// the recurrence says so, the first state [batch, units] and a mask [batch, steps]. What
/// torch.nn.RNN keeps transposed and with two biases is w = weight_ih^T, u = weight_hh^T, b =
/// bias_ih + bias_hh.
///
/// Gradient, from the last step to the first, with dh_t on all ways: da_t = f'(h_t) dh_t, dh_(t-1)
/// += da_t u^T; then for all steps at once dx = da w^T, dw = x^T da, du = h^T da, db = sum of da.
/// Source: Elman, Cognitive Science 1990; Werbos, Proceedings of the IEEE 1990 (back-propagation
/// through time).
///
/// With x [batch, steps, features] the result is what [Recurrence.Yield] says.
///
/// Errors: ShapeException for x that is not a sequence of at least 1 step, or inputs of other sizes
/// than above.
///
/// @param how direction, first state, mask, result
/// @param activation f, TANH or RELU
public record SimpleRnnSequence(Recurrence how, Activation activation) implements SequenceOp {

  private SequenceLayout layout(List<Shape> inputs) {
    return SequenceLayout.of(how, 1, 1, 1, inputs);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return layout(inputs).outputShape();
  }

  /// What is worked out once for a pass.
  private record Work(SequenceWork shared, SequenceGradients.Products products) {}

  private Work work(Pass pass) {
    return pass.memo(Work.class, this, SimpleRnnSequence::made);
  }

  private Work made(Pass pass) {
    var l = layout(pass.inputShapes());
    boolean add = pass.wantsGrad(2) && pass.accumulate(2);
    var work = new SequenceWork(l, pass, 0);
    return new Work(work, SequenceGradients.Products.of(work, l.units(), true, add));
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
      var before = work.hAt[l.before(t)];
      var now = work.hAt[l.after(t)];
      if (!work.fromZero(i)) {
        p.products.forward().run(before, null, now);
      }
      kernels.rnn(activation, l.batch(), l.units(), work.maskAt[t], before, now);
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
    var kernels = pass.backend().recurrent();
    g.begin(pass);
    p.products.backward().begin(pass.input(2));
    for (int i = l.steps() - 1; i >= 0; i--) {
      SequenceWork.check();
      int t = l.step(i);
      int now = l.after(t);
      var before = g.dhAt[l.before(t)];
      var mask = work.maskAt[t];
      kernels.rnnBackward(
          activation,
          l.batch(),
          l.units(),
          mask,
          work.hAt[now],
          g.dhAt[now],
          g.dGatesAt[t],
          before);
      p.products.backward().run(g.dGatesAt[t], null, before);
    }
    g.end(pass);
    g.weights(pass, p.products.weights(), g.dGates);
  }

  @Override
  public Map<String, Tensor> trace(List<Tensor> inputs) {
    var trace = SequenceTrace.of(this, inputs, pass -> work(pass).shared);
    return Map.of("hidden", trace.state(0));
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean differentiable(int i) {
    return SequenceLayout.differentiable(how, 1, 1, i);
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
