package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.ResponseWindow;
import java.util.List;

/// `y[c]` = `x[c]` / (k + alpha sum of `x[j]`^2) ^ beta, the sum over the `size` channels j around
/// c that exist (from c - size / 2 to c + (size - 1) / 2): x [batch, channels, ...], y the same.
/// Source: Krizhevsky, Sutskever, Hinton, NIPS 2012, section 3.3. PyTorch divides alpha by size.
///
/// Gradient: with d = k + alpha sum, `dx[c]` = `dy[c]` `d[c]`^-beta - 2 alpha beta `x[c]` sum of
/// `dy[j]` `y[j]` / `d[j]` over the channels j whose sums hold c.
///
/// Errors: GradusException for a window below 1; ShapeException for rank below 3.
///
/// @param size channels of the sum
/// @param k constant part of the divisor
/// @param alpha weight of a square
/// @param beta exponent
public record ResponseNormalization(int size, double k, double alpha, double beta) implements Op {

  /// Checks the size.
  public ResponseNormalization {
    Positive.check("size of the window", size);
  }

  private record Work(ChannelGeometry g, ResponseWindow window) {
    static Work of(ResponseNormalization op, Pass pass) {
      var window = new ResponseWindow(op.size, op.k, op.alpha, op.beta);
      return new Work(ChannelGeometry.of(pass.inputShape(0)), window);
    }
  }

  @Override
  public String name() {
    return "localResponseNorm";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() < 3) {
      throw new ShapeException(
          "expected images [batch, channels, height, width], got "
              + x
              + ". Put it before flatten() and dense layers.");
    }
    return x;
  }

  @Override
  public void forward(Pass pass) {
    var work = pass.memo(Work.class, this, Work::of);
    var base = pass.keepsSaved() ? pass.saved() : pass.output();
    pass.backend()
        .normalization()
        .responseNorm(work.g, work.window, pass.input(0), base, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    if (pass.inputShape(0).size() == 0) {
      return; // nothing was saved, and there is no gradient to write
    }
    var work = pass.memo(Work.class, this, Work::of);
    pass.backend()
        .normalization()
        .responseNormBackward(
            work.g,
            work.window,
            pass.input(0),
            pass.saved(),
            pass.output(),
            pass.gradOutput(),
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return inputs.getFirst().size();
  }

  @Override
  public long macs(List<Shape> inputs) {
    return (long) inputs.getFirst().size() * size;
  }
}
