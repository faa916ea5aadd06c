package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// y = gamma h + beta with h = (x - mean) / sqrt(variance + epsilon), channel by channel: x [batch,
/// channels, ...], the others `[channels]`. Inputs: x, gamma (if scaled), beta (if shifted),
/// running mean, running variance. Source: Ioffe, Szegedy, ICML 2015, algorithms 1 and 2.
///
/// In training mean and biased variance are those of the batch, and the running ones move towards
/// them: running = (1 - momentum) running + momentum batch, the variance unbiased (n / (n - 1)). A
/// batch whose statistics are not finite leaves them alone. In inference mean and variance are the
/// running ones.
///
/// Gradients: dbeta = sum of dy, dgamma = sum of dy h; in training dx = gamma / sqrt(variance +
/// epsilon) (dy - (dbeta + h dgamma) / n), in inference gamma / sqrt(variance + epsilon) dy.
///
/// Errors: ShapeException for rank below 2, for parameters that are not `[channels]`, and in
/// training for a single number in a channel.
///
/// @param training whether the statistics are those of the batch
/// @param momentum share of the batch in the running statistics, as in PyTorch; Keras calls 1 -
///   that momentum
/// @param epsilon keeps the division safe
/// @param scale whether there is a gamma
/// @param shift whether there is a beta
public record BatchNormalization(
    boolean training, double momentum, double epsilon, boolean scale, boolean shift) implements Op {

  /// What the passes share.
  private record Work(
      ChannelGeometry g, Slice statistics, Slice mean, Slice inverse, Slice sum, Slice product) {
    static Work of(BatchNormalization op, Pass pass) {
      var g = ChannelGeometry.of(pass.inputShape(0));
      int n = g.channels();
      var room = Slice.of(pass.backend().allocate(4 * n));
      var kept = op.training && pass.keepsSaved() ? pass.saved() : room.part(0, 2 * n);
      var mean = op.training ? kept.part(0, n) : pass.input(op.statistics());
      var sum = room.part(2 * n, n);
      return new Work(g, kept, mean, kept.part(n, n), sum, room.part(3 * n, n));
    }
  }

  @Override
  public String name() {
    return "batchNorm";
  }

  /// Position of the running mean among the inputs; the running variance follows.
  private int statistics() {
    return 1 + (scale ? 1 : 0) + (shift ? 1 : 0);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() < 2) {
      throw new ShapeException(
          "expected [batch, features], [batch, channels, steps] or [batch, channels, height, width],"
              + " got "
              + x
              + ". Reshape the input.");
    }
    for (var parameter : inputs.subList(1, inputs.size())) {
      if (!parameter.equals(Shape.of(x.dim(1)))) {
        throw new ShapeException(
            "expected parameters ["
                + x.dim(1)
                + "], one number for each channel of "
                + x
                + ", got "
                + parameter
                + ". The channels are dimension 1.");
      }
    }
    if (training && ChannelGeometry.of(x).perChannel() == 1) {
      throw new ShapeException(
          "expected more than one number for each channel in training, got "
              + x
              + ": the variance of a single number is 0. Use larger batches, or a batch size that"
              + " leaves no rest of one sample, as a batch size that divides the number of samples.");
    }
    return x;
  }

  @Override
  public void forward(Pass pass) {
    var backend = pass.backend();
    var work = pass.memo(Work.class, this, Work::of);
    if (training) {
      backend.normalization().moments(work.g, pass.input(0), work.mean, work.inverse);
      learn(backend, work, pass.input(statistics()), pass.input(statistics() + 1));
    }
    inverse(pass, work);
    backend
        .normalization()
        .normalize(
            work.g,
            pass.input(0),
            work.mean,
            work.inverse,
            gamma(pass),
            shift ? pass.input(scale ? 2 : 1) : null,
            pass.output());
  }

  /// Moves the running statistics; `work.inverse` still holds the variance.
  private void learn(Backend backend, Work work, Slice mean, Slice variance) {
    int n = work.g.perChannel();
    if (n < 2 || !backend.allFinite(work.statistics)) {
      return;
    }
    backend.axpby(momentum, work.mean, 1 - momentum, mean);
    backend.axpby(momentum * n / (n - 1), work.inverse, 1 - momentum, variance);
  }

  private void inverse(Pass pass, Work work) {
    var variance = training ? work.inverse : pass.input(statistics() + 1);
    pass.backend().normalization().inverseDeviation(variance, epsilon, work.inverse);
  }

  private @Nullable Slice gamma(Pass pass) {
    return scale ? pass.input(1) : null;
  }

  @Override
  public void backward(Pass pass) {
    var backend = pass.backend();
    var work = pass.memo(Work.class, this, Work::of);
    if (!training) {
      inverse(pass, work);
    }
    sums(pass, work);
    if (scale && pass.wantsGrad(1)) {
      backend.axpby(1, work.product, pass.accumulate(1) ? 1 : 0, pass.gradInput(1));
    }
    int beta = scale ? 2 : 1;
    if (shift && pass.wantsGrad(beta)) {
      backend.axpby(1, work.sum, pass.accumulate(beta) ? 1 : 0, pass.gradInput(beta));
    }
    if (pass.wantsGrad(0)) {
      backend
          .normalization()
          .normalizeBackward(
              work.g,
              pass.input(0),
              work.mean,
              work.inverse,
              gamma(pass),
              pass.gradOutput(),
              work.sum,
              work.product,
              training ? 1.0 / work.g.perChannel() : 0,
              pass.gradInput(0),
              pass.accumulate(0));
    }
  }

  private void sums(Pass pass, Work work) {
    if (work.g.perChannel() == 0) {
      pass.backend().fill(work.sum, 0);
      pass.backend().fill(work.product, 0);
      return;
    }
    pass.backend()
        .normalization()
        .normalizeSums(
            work.g,
            pass.input(0),
            work.mean,
            work.inverse,
            pass.gradOutput(),
            work.sum,
            work.product);
  }

  @Override
  public boolean differentiable(int i) {
    return i < statistics();
  }

  @Override
  public boolean updatesInput(int i) {
    return training && i >= statistics();
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i == 0 || (i == 1 && scale) || (i >= statistics() && !training);
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return training ? 2 * inputs.getFirst().dim(1) : 0;
  }
}
