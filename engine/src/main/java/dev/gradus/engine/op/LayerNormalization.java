package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// y = gamma h + beta with h = (x - mean) / sqrt(variance + epsilon), mean and biased variance over
/// the last dimensions of every sample; gamma and beta have the shape of those dimensions. Inputs:
/// x, gamma (if scaled), beta (if shifted). Source: Ba, Kiros, Hinton, 2016, eq. 3 and 4.
///
/// Gradients: with g = gamma dy, dx = (g - mean(g) - h mean(g h)) / sqrt(variance + epsilon),
/// dgamma = sum of dy h, dbeta = sum of dy over the samples.
///
/// Takes [..., the normalised dimensions] and gives the same.
///
/// Errors: GradusException for less than 1 axis; ShapeException for fewer dimensions than axes, or
/// parameters of other sizes than the normalised dimensions.
///
/// @param axes how many of the last dimensions are normalised together
/// @param epsilon keeps the division safe
/// @param scale whether there is a gamma
/// @param shift whether there is a beta
public record LayerNormalization(int axes, double epsilon, boolean scale, boolean shift)
    implements Op {

  /// Checks the number of dimensions.
  public LayerNormalization {
    Positive.check("number of axes", axes);
  }

  /// What the passes share.
  private record Work(int rows, int n, Slice mean, Slice inverse) {
    static Work of(LayerNormalization op, Pass pass) {
      var x = pass.inputShape(0);
      int rows = op.rows(x);
      var kept = pass.keepsSaved() ? pass.saved() : Slice.of(pass.backend().allocate(2 * rows));
      int n = Dims.product(x, x.rank() - op.axes, x.rank());
      return new Work(rows, n, kept.part(0, rows), kept.part(rows, rows));
    }
  }

  private int rows(Shape x) {
    return Dims.product(x, 0, x.rank() - axes);
  }

  @Override
  public String name() {
    return "layerNorm";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() < axes) {
      throw new ShapeException(
          "expected at least "
              + axes
              + " dimensions to normalise over, got "
              + x
              + ". Normalise fewer of them.");
    }
    var part = x;
    for (int i = axes; i < x.rank(); i++) {
      part = part.rest();
    }
    for (var parameter : inputs.subList(1, inputs.size())) {
      if (!parameter.equals(part)) {
        throw new ShapeException(
            "expected parameters "
                + part
                + ", the last sizes of "
                + x
                + ", got "
                + parameter
                + ". Reshape them.");
      }
    }
    return x;
  }

  private @Nullable Slice gamma(Pass pass) {
    return scale ? pass.input(1) : null;
  }

  @Override
  public void forward(Pass pass) {
    var work = pass.memo(Work.class, this, Work::of);
    var beta = shift ? pass.input(scale ? 2 : 1) : null;
    pass.backend()
        .normalization()
        .layerNorm(
            work.rows,
            work.n,
            epsilon,
            pass.input(0),
            gamma(pass),
            beta,
            pass.output(),
            work.mean,
            work.inverse);
  }

  @Override
  public void backward(Pass pass) {
    var work = pass.memo(Work.class, this, Work::of);
    var kernels = pass.backend().normalization();
    var x = pass.input(0);
    var dy = pass.gradOutput();
    if (scale && pass.wantsGrad(1)) {
      kernels.layerNormScale(
          work.rows, work.n, x, work.mean, work.inverse, dy, pass.gradInput(1), pass.accumulate(1));
    }
    int beta = scale ? 2 : 1;
    if (shift && pass.wantsGrad(beta)) {
      pass.backend()
          .channelSum(dy, work.rows, work.n, 1, pass.gradInput(beta), pass.accumulate(beta));
    }
    if (pass.wantsGrad(0)) {
      kernels.layerNormBackward(
          work.rows,
          work.n,
          x,
          work.mean,
          work.inverse,
          gamma(pass),
          dy,
          pass.gradInput(0),
          pass.accumulate(0));
    }
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i == 0 || (i == 1 && scale);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return 2 * rows(inputs.getFirst());
  }
}
