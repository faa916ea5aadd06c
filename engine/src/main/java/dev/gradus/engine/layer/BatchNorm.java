package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.op.BatchNormalization;
import java.util.ArrayList;

/// Batch normalisation: every channel gets mean 0 and variance 1 over the batch, then a learned
/// scale and shift, y = gamma (x - mean) / sqrt(variance + epsilon) + beta. Takes [batch,
/// features], [batch, channels, steps] or [batch, channels, height, width]; a channel's statistics
/// are over batch, steps and pixels. Source: Ioffe, Szegedy, ICML 2015.
///
/// In training the statistics are those of the batch, the variance biased (divided by n), and the
/// running ones follow: running = (1 - momentum) running + momentum batch, the variance there
/// unbiased (divided by n - 1). In inference the running ones are used, so that the result for a
/// sample does not depend on its batch. This is PyTorch's convention for momentum; Keras' is 1 -
/// momentum. Training needs more than one number for each channel.
///
/// A bias of the layer before is of no use, since the mean is taken off: `conv2d(16,
/// 3).withoutBias()`.
///
/// Parameters: `gamma` `[channels]`, 1 at the start, `beta` `[channels]`, 0 at the start. Buffers:
/// `runningMean` `[channels]`, `runningVariance` `[channels]`.
///
/// Errors: GradusException for a momentum outside 0 .. 1 or an epsilon outside 0 .. 1;
/// ShapeException for a sample without dimensions, and in training for a single number in a
/// channel.
///
/// @param momentum share of a batch in the running statistics, 0.1 by default
/// @param epsilon keeps the division safe, 1e-5 by default
/// @param scale whether gamma is learned; true by default
/// @param shift whether beta is learned; true by default
public record BatchNorm(double momentum, double epsilon, boolean scale, boolean shift)
    implements LayerSpec {

  /// Checks the settings.
  public BatchNorm {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new GradusException(
          "batchNorm needs a momentum from 0 to 1, got "
              + momentum
              + ". It is the share of a batch in the running statistics, 0.1 by default (1 - 0.1 ="
              + " 0.9 in Keras).");
    }
    Sizes.epsilon("batchNorm", epsilon);
  }

  /// Momentum 0.1, epsilon 1e-5, with scale and shift.
  public BatchNorm() {
    this(0.1, 1e-5, true, true);
  }

  /// The same with another share of a batch in the running statistics.
  public BatchNorm momentum(double share) {
    return new BatchNorm(share, epsilon, scale, shift);
  }

  /// The same with another epsilon.
  public BatchNorm epsilon(double small) {
    return new BatchNorm(momentum, small, scale, shift);
  }

  /// The same without gamma, as before a ReLU and a layer with weights.
  public BatchNorm withoutScale() {
    return new BatchNorm(momentum, epsilon, false, shift);
  }

  /// The same without beta.
  public BatchNorm withoutShift() {
    return new BatchNorm(momentum, epsilon, scale, false);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() == 0) {
      throw new ShapeException(
          "expected [batch, features] or [batch, channels, ...], got "
              + Shapes.batch(input)
              + ". Use an input shape of [1].");
    }
    int channels = input.dim(0);
    var weights = new ArrayList<Weight>();
    if (scale) {
      weights.add(init.ones("gamma", channels));
    }
    if (shift) {
      weights.add(init.zeros("beta", channels));
    }
    weights.add(init.buffer("runningMean", 0, channels));
    weights.add(init.buffer("runningVariance", 1, channels));
    var parameters = weights.toArray(Weight[]::new);
    return Layer.fixed(x -> apply(x, parameters), parameters);
  }

  private Tensor apply(Tensor x, Weight[] parameters) {
    boolean training = Context.current().training();
    var inputs = new Tensor[parameters.length + 1];
    inputs[0] = x;
    System.arraycopy(parameters, 0, inputs, 1, parameters.length);
    return Tensor.apply(new BatchNormalization(training, momentum, epsilon, scale, shift), inputs);
  }

  @Override
  public String describe() {
    return "batchNorm()";
  }

  @Override
  public String pattern() {
    return "BN";
  }

  @Override
  public boolean transparent() {
    return true;
  }
}
