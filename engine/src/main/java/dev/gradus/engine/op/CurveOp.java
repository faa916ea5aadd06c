package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.Curve;
import java.util.List;

/// y = f(x), element by element, for an activation with a setting.
///
/// Takes any shape and gives the same. Formulas, settings and papers stand at the constants of
/// [Curve]. Gradient: dx = f'(x) dy.
///
/// Errors: none here; a [Curve] refuses bad settings.
///
/// Source: the layers of `torch.nn` of the same names.
///
/// @param curve f
public record CurveOp(Curve curve) implements Op {

  @Override
  public String name() {
    return switch (curve) {
      case Curve.LeakyRelu l -> "leakyRelu";
      case Curve.Elu e -> "elu";
      case Curve.Gelu g -> "gelu";
      case Curve.GeluTanh g -> "geluTanh";
      case Curve.Softplus s -> "softplus";
    };
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return inputs.getFirst();
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().activations().curve(curve, pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .activations()
        .curveBackward(
            curve,
            pass.input(0),
            pass.output(),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return !curve.derivativeReadsOutput();
  }

  @Override
  public boolean backwardReadsOutput() {
    return curve.derivativeReadsOutput();
  }
}
