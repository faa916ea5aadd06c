package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.backend.PoolGeometry;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// Where [MaxPooling2d] finds its maxima: for every window the index row * width + column inside
/// the window. x [batch, channels, height, width], y [batch, channels, outHeight, outWidth].
///
/// Has no gradient: an index is a count.
///
/// Errors: ShapeException unless x has rank 4 and the window fits into the padded image.
///
/// Source: `torch.nn.functional.max_pool2d(return_indices=True)`, whose index counts in the whole
/// image instead of the window.
///
/// @param windows sizes, steps, padding
public record MaxPoolWinners(Windows windows) implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return windows.outputShape(inputs.getFirst());
  }

  /// What the kernel needs besides the winners.
  private record Room(PoolGeometry geometry, Slice maxima) {}

  @Override
  public void forward(Pass pass) {
    var room =
        pass.memo(
            Room.class,
            this,
            (op, p) ->
                new Room(
                    op.windows.on(p.inputShape(0)),
                    Slice.of(p.backend().allocate(p.outputShape().size()))));
    pass.backend().maxPool(room.geometry, pass.input(0), room.maxima, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    // no input has a gradient
  }

  @Override
  public boolean differentiable(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
