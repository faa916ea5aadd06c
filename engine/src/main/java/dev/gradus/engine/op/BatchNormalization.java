package dev.gradus.engine.op;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.ChannelGeometry;
import dev.gradus.engine.backend.ChannelNorm;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// y = gamma h + beta with h = (x - mean) / sqrt(variance + epsilon), channel by channel: x [batch,
/// channels, ...], the others `[channels]`. Inputs: x, gamma (if scaled), beta (if shifted),
/// running mean, running variance, and r (if joined). Source: Ioffe, Szegedy, ICML 2015, algorithms
/// 1 and 2.
///
/// In a plan it may do what follows it in the same pass: y = f(gamma h + beta + r) with the value r
/// that a residual block adds, and f a ReLU.
///
/// In training mean and biased variance are those of the batch, and the running ones move towards
/// them: running = (1 - momentum) running + momentum batch, the variance unbiased (n / (n - 1)). A
/// batch whose statistics are not finite leaves them alone. In inference mean and variance are the
/// running ones.
///
/// Gradients: dbeta = sum of dy, dgamma = sum of dy h; in training dx = gamma / sqrt(variance +
/// epsilon) (dy - (dbeta + h dgamma) / n), in inference gamma / sqrt(variance + epsilon) dy. With
/// an activation dy is f'(y) dy; dr = dy.
///
/// Errors: GradusException for an activation other than a ReLU; ShapeException for rank below 2,
/// for parameters that are not `[channels]`, for an r whose shape is not that of x, and in training
/// for a single number in a channel.
///
/// @param training whether the statistics are those of the batch
/// @param momentum share of the batch in the running statistics, as in PyTorch; Keras calls 1 -
///   that momentum
/// @param epsilon keeps the division safe
/// @param scale whether there is a gamma
/// @param shift whether there is a beta
/// @param joins whether there is an r, the last input; by default not
/// @param activation f, IDENTITY (the default) or RELU
public record BatchNormalization(
    boolean training,
    double momentum,
    double epsilon,
    boolean scale,
    boolean shift,
    boolean joins,
    Activation activation)
    implements Fusable {

  /// Checks the activation.
  public BatchNormalization {
    if (activation != Activation.IDENTITY && activation != Activation.RELU) {
      throw new GradusException(
          "batch normalisation applies RELU or nothing, got "
              + activation
              + ". Apply it to the result.");
    }
  }

  /// Of x alone, without an activation.
  public BatchNormalization(
      boolean training, double momentum, double epsilon, boolean scale, boolean shift) {
    this(training, momentum, epsilon, scale, shift, false, Activation.IDENTITY);
  }

  /// What the passes share.
  private record Work(
      ChannelNorm norm, Slice mean, Slice inverse, Slice variance, Slice sum, Slice product) {
    static Work of(BatchNormalization op, Pass pass) {
      var g = ChannelGeometry.of(pass.inputShape(0));
      int n = g.channels();
      var room = Slice.of(pass.backend().allocate(4 * n));
      var kept = op.training && pass.keepsSaved() ? pass.saved() : room.part(0, 2 * n);
      var mean = op.training ? kept.part(0, n) : pass.input(op.statistics());
      var inverse = kept.part(n, n);
      var norm =
          new ChannelNorm(
              g,
              pass.input(0),
              mean,
              inverse,
              op.scale ? pass.input(1) : null,
              op.shift ? pass.input(op.beta()) : null,
              op.joins ? pass.input(op.joined()) : null,
              op.activation == Activation.RELU,
              pass.output());
      var sum = room.part(2 * n, n);
      return new Work(norm, mean, inverse, sum, sum, room.part(3 * n, n));
    }
  }

  @Override
  public String name() {
    return "batchNorm";
  }

  @Override
  public BatchNormalization withActivation(Activation f) {
    return new BatchNormalization(training, momentum, epsilon, scale, shift, joins, f);
  }

  @Override
  public boolean canApply(Activation f) {
    return f == Activation.RELU;
  }

  /// The same that adds another value before an activation.
  public BatchNormalization joining() {
    return new BatchNormalization(training, momentum, epsilon, scale, shift, true, activation);
  }

  private int beta() {
    return scale ? 2 : 1;
  }

  /// Position of what is added.
  private int joined() {
    return statistics() + 2;
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
    for (var parameter : inputs.subList(1, joined())) {
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
    if (joins && !inputs.get(joined()).equals(x)) {
      throw new ShapeException(
          "expected another value of shape "
              + x
              + " to add, got "
              + inputs.get(joined())
              + ". Make the shapes equal.");
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
    var kernels = pass.backend().normalization();
    var work = pass.memo(Work.class, this, Work::of);
    if (training) {
      kernels.normalizeBatch(work.norm, epsilon, work.variance);
      learn(pass.backend(), work, pass.input(statistics()), pass.input(statistics() + 1));
    } else {
      kernels.inverseDeviation(pass.input(statistics() + 1), epsilon, work.inverse);
      kernels.normalize(work.norm);
    }
  }

  /// Moves the running statistics.
  private void learn(Backend backend, Work work, Slice mean, Slice variance) {
    int n = work.norm.g().perChannel();
    if (n < 2 || !backend.allFinite(work.mean) || !backend.allFinite(work.variance)) {
      return;
    }
    backend.axpby(momentum, work.mean, 1 - momentum, mean);
    backend.axpby(momentum * n / (n - 1), work.variance, 1 - momentum, variance);
  }

  @Override
  public void backward(Pass pass) {
    var backend = pass.backend();
    var kernels = backend.normalization();
    var work = pass.memo(Work.class, this, Work::of);
    if (work.norm.g().perChannel() == 0) {
      backend.fill(work.sum, 0);
      backend.fill(work.product, 0);
      parameters(pass, work);
      return;
    }
    if (!training) {
      kernels.inverseDeviation(pass.input(statistics() + 1), epsilon, work.inverse);
    }
    var dy = pass.gradOutput();
    boolean rectified = activation == Activation.RELU;
    boolean joinWanted = joins && pass.wantsGrad(joined());
    var d = rectified && joinWanted && !pass.accumulate(joined()) ? pass.gradInput(joined()) : dy;
    kernels.normalizeBackward(
        work.norm,
        dy,
        training ? 1.0 / work.norm.g().perChannel() : 0,
        d,
        work.sum,
        work.product,
        pass.wantsGrad(0) ? pass.gradInput(0) : null,
        pass.wantsGrad(0) && pass.accumulate(0));
    parameters(pass, work);
    if (joinWanted && d.equals(dy)) {
      backend.axpby(1, dy, pass.accumulate(joined()) ? 1 : 0, pass.gradInput(joined()));
    }
  }

  private void parameters(Pass pass, Work work) {
    var backend = pass.backend();
    if (scale && pass.wantsGrad(1)) {
      backend.axpby(1, work.product, pass.accumulate(1) ? 1 : 0, pass.gradInput(1));
    }
    if (shift && pass.wantsGrad(beta())) {
      backend.axpby(1, work.sum, pass.accumulate(beta()) ? 1 : 0, pass.gradInput(beta()));
    }
  }

  @Override
  public boolean differentiable(int i) {
    return i < statistics() || i == joined();
  }

  @Override
  public boolean updatesInput(int i) {
    return training && i >= statistics() && i < joined();
  }

  @Override
  public boolean backwardReadsInput(int i) {
    boolean rectified = activation == Activation.RELU;
    return i == 0
        || (i == 1 && scale)
        || (i == beta() && shift && rectified && !joins)
        || (i >= statistics() && i < joined() && !training);
  }

  @Override
  public boolean backwardReadsOutput() {
    return activation == Activation.RELU && joins;
  }

  @Override
  public int savedSize(List<Shape> inputs) {
    return training ? 2 * inputs.getFirst().dim(1) : 0;
  }
}
