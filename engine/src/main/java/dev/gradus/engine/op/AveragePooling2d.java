package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.PoolGeometry;
import java.util.List;

/// The mean of every window: x [batch, channels, height, width], y [batch, channels, outHeight,
/// outWidth].
///
/// Gradient: dy, divided by the same number, goes to every pixel of its window.
///
/// Errors: GradusException for padding that counts and differs on opposite sides; ShapeException
/// unless x has rank 4 and the window fits into the padded image.
///
/// Source: `torch.nn.AvgPool2d`; LeCun, Bottou, Bengio, Haffner, Proc. IEEE 1998, section II.B
/// (sub-sampling, there with a learned coefficient).
///
/// @param windows sizes, steps, padding
/// @param countPadding whether padding counts as zeros in the mean, as in PyTorch by default
///   (`count_include_pad`); otherwise only real pixels count, as in TensorFlow. Padding "same"
///   never counts
public record AveragePooling2d(Windows windows, boolean countPadding) implements Windowed {

  /// Checks that counted padding is the same on opposite sides.
  public AveragePooling2d {
    if (countPadding && windows.padding() instanceof Padding.Sides s && !s.symmetric()) {
      throw new GradusException(
          "padding that counts must be equal on opposite sides, got "
              + s
              + ". Use Padding.of(height, width), or do not count it.");
    }
  }

  @Override
  public String name() {
    return "avgPool2d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return windows.outputShape(inputs.getFirst());
  }

  @Override
  public void forward(Pass pass) {
    pass.backend().averagePool(geometry(pass), counts(), pass.input(0), pass.output());
  }

  private PoolGeometry geometry(Pass pass) {
    return pass.memo(PoolGeometry.class, this, (op, p) -> op.windows.on(p.inputShape(0)));
  }

  @Override
  public void backward(Pass pass) {
    pass.backend()
        .averagePoolBackward(
            geometry(pass), counts(), pass.gradOutput(), pass.gradInput(0), pass.accumulate(0));
  }

  private boolean counts() {
    return countPadding && windows.padding() instanceof Padding.Sides;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public Window window(List<Shape> inputs) {
    return windows.window(inputs.getFirst());
  }
}
