package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.PoolGeometry;
import java.util.List;

/// The maximum of every window: x [batch, channels, height, width], y [batch, channels, outHeight,
/// outWidth]. Padding never wins. On a tie the first in row-major order wins; NaN wins over every
/// number, so that it shows.
///
/// Gradient: all of dy goes to the winner of its window. The winners are saved: for every output
/// the index row * width + column inside its window.
///
/// Errors: ShapeException unless x has rank 4 and the window fits into the padded image.
///
/// Source: `torch.nn.MaxPool2d`; Ranzato, Huang, Boureau, LeCun, CVPR 2007, for the maximum as
/// pooling.
///
/// @param windows sizes, steps, padding
public record MaxPooling2d(Windows windows) implements Windowed {

  @Override
  public String name() {
    return "maxPool2d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return windows.outputShape(inputs.getFirst());
  }

  @Override
  public void forward(Pass pass) {
    var winners = pass.keepsSaved() ? pass.saved() : null;
    pass.backend().maxPool(geometry(pass), pass.input(0), pass.output(), winners);
  }

  private PoolGeometry geometry(Pass pass) {
    return pass.memo(PoolGeometry.class, this, (op, p) -> op.windows.on(p.inputShape(0)));
  }

  @Override
  public void backward(Pass pass) {
    if (pass.inputShape(0).size() == 0) {
      return; // nothing was saved, and there is no gradient to write
    }
    pass.backend()
        .maxPoolBackward(
            geometry(pass), pass.saved(), pass.gradOutput(), pass.gradInput(0), pass.accumulate(0));
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
  public int savedSize(List<Shape> inputs) {
    return outputShape(inputs).size();
  }

  @Override
  public Window window(List<Shape> inputs) {
    return windows.window(inputs.getFirst());
  }
}
