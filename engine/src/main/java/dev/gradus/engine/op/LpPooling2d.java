package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.PoolGeometry;
import java.util.List;

/// The p-norm of every window: x [batch, channels, height, width], y = (sum |x|^p)^(1/p) [batch,
/// channels, outHeight, outWidth]. Padding counts as zeros.
///
/// Gradient: dx = sign(x) (|x| / y)^(p - 1) dy, summed over windows. The norm has no derivative at
/// an all-zero window; the gradient there is 0, as in PyTorch.
///
/// Differs from PyTorch's lp_pool2d where that departs from the norm: it leaves out the absolute
/// value (odd p), and in ceil mode scales the windows that hang over the border up.
///
/// Errors: GradusException for a power below 1 or infinite; ShapeException unless x has rank 4 and
/// the window fits into the padded image.
///
/// Source: Sermanet, Chintala, LeCun, ICPR 2012; `torch.nn.LPPool2d`.
///
/// @param windows sizes, steps, padding
/// @param power p, at least 1; 2 is the root of the sum of squares
public record LpPooling2d(Windows windows, double power) implements Windowed {

  /// Checks the power.
  public LpPooling2d {
    if (!(power >= 1 && power < Double.POSITIVE_INFINITY)) {
      throw new GradusException(
          "the power of a norm must be at least 1, got "
              + power
              + ". Use 2 for the root of the sum of squares, or max pooling for infinity.");
    }
  }

  @Override
  public String name() {
    return "lpPool2d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return windows.outputShape(inputs.getFirst());
  }

  private PoolGeometry geometry(Pass pass) {
    return pass.memo(PoolGeometry.class, this, (op, p) -> op.windows.on(p.inputShape(0)));
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().windows().lpPool(geometry(pass), power, pass.input(0), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .windows()
        .lpPoolBackward(
            geometry(pass),
            power,
            pass.input(0),
            pass.output(),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public Window window(List<Shape> inputs) {
    return windows.window(inputs.getFirst());
  }
}
