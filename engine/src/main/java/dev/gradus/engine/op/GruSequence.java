package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A gated recurrent unit over a whole sequence. Reset gate r = sigmoid(x w_r + b_r + h u_r),
/// update gate z = sigmoid(x w_z + b_z + h u_z), candidate n, and h_t = (1 - z) n + z h_(t-1): z =
/// 1 keeps the old state, as in PyTorch and Keras. (Cho et al. write the same; some texts and
/// drawings swap z and 1 - z.)
///
/// The candidate, with h = h_(t-1):
///
/// - reset after (the default, as PyTorch, cuDNN, Keras): n = tanh(x w_n + b_n + r (h u_n));
/// - reset before (Cho et al. 2014): n = tanh(x w_n + b_n + (r h) u_n).
///
/// Inputs: x [batch, steps, features], w [features, 3 units], u [units, 3 units], b [3 units],
/// gates in the order r, z, n (as PyTorch; Keras has z, r, n); a second bias [3 units] that is
/// added to h u if asked for (inside r (...) it is not the same as the first); then, if the
/// recurrence says so, the first state [batch, units] and a mask [batch, steps]. Of torch.nn.GRU: w
/// = weight_ih^T, u = weight_hh^T, b = bias_ih, second bias = bias_hh.
///
/// With x [batch, steps, features] the result is what [Recurrence.Yield] says.
///
/// Gradient, from the last step to the first, with dh_t on all ways: dn = dh (1 - z) (1 - n^2),
/// da_z = dh (h_(t-1) - n) z (1 - z), dr from dn through the candidate, dh_(t-1) += dh z and what
/// comes back through the products with u; then for all steps at once dx, dw, du, db.
///
/// Errors: GradusException for a second bias without reset after; ShapeException for x that is not
/// a sequence of at least 1 step, or inputs of other sizes than above.
///
/// Source: Cho et al., EMNLP 2014.
///
/// @param how direction, first state, mask, result
/// @param resetAfter whether r multiplies the product instead of the state
/// @param recurrentBias whether there is a second bias; with `resetAfter` only
public record GruSequence(Recurrence how, boolean resetAfter, boolean recurrentBias)
    implements SequenceOp {

  /// Checks that there is no second bias where it would be the first again.
  public GruSequence {
    if (recurrentBias && !resetAfter) {
      throw new GradusException(
          "a GRU with the reset gate before the product has one bias: a second would be added to the same sum. Use it with the reset gate after the product.");
    }
  }

  SequenceLayout layout(List<Shape> inputs) {
    return SequenceLayout.of(how, 3, 1, biases(), inputs);
  }

  private int biases() {
    return recurrentBias ? 2 : 1;
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return layout(inputs).outputShape();
  }

  private GruResetAfter after(Pass pass) {
    return pass.memo(GruResetAfter.class, this, GruResetAfter::new);
  }

  private GruResetBefore before(Pass pass) {
    return pass.memo(GruResetBefore.class, this, GruResetBefore::new);
  }

  @Override
  public void forward(Pass pass) {
    if (resetAfter) {
      after(pass).forward(pass);
    } else {
      before(pass).forward(pass);
    }
  }

  @Override
  public void backward(Pass pass) {
    if (SequenceGradients.empty(pass)) {
      return;
    }
    if (resetAfter) {
      after(pass).backward(pass);
    } else {
      before(pass).backward(pass);
    }
  }

  @Override
  public Map<String, Tensor> trace(List<Tensor> inputs) {
    var trace =
        SequenceTrace.of(
            this, inputs, pass -> resetAfter ? after(pass).work() : before(pass).work());
    var parts = new LinkedHashMap<String, Tensor>();
    parts.put("reset", trace.gate(0));
    parts.put("update", trace.gate(1));
    parts.put("candidate", trace.gate(2));
    parts.put("hidden", trace.state(0));
    return parts;
  }

  @Override
  public int states() {
    return 1;
  }

  @Override
  public boolean differentiable(int i) {
    return SequenceLayout.differentiable(how, 1, biases(), i);
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
    return layout(inputs).savedSize(1);
  }

  @Override
  public long macs(List<Shape> inputs) {
    return layout(inputs).macs();
  }
}
