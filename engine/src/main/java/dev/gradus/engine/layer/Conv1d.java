package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.Padding;
import org.jspecify.annotations.Nullable;

/// A 1-D convolution over sequences: y[o, t] = `bias[o]` + sum over c, l of w[o, c, l] x[c, t
/// stride
/// + l dilation]; a [Conv2d] on images of height 1. Takes [batch, channels, steps], gives [batch,
///   filters, outSteps] with out = floor((in + pad - dilation (kernel - 1) - 1) / stride) + 1.
///
/// Parameters: `weight` [filters, channels / groups, kernel], `bias` `[filters]`.
///
/// Errors: GradusException for filters, groups, kernel, step or dilation below 1; ShapeException
/// for a sample that is not [channels, steps], groups that do not divide channels and filters, or a
/// kernel longer than the padded sequence.
///
/// Source: Waibel et al., "Phoneme recognition using time-delay neural networks", IEEE Transactions
/// on Acoustics, Speech and Signal Processing 37, 1989; `torch.nn.Conv1d`.
///
/// @param filters number of feature maps
/// @param window size, step, padding and dilation of the filters, whose height is 1; by default
///   step 1, no padding, dilation 1
/// @param groups filters and channels fall into this many separate groups, 1 by default
/// @param bias whether a number is added to every map; true by default
/// @param initializer how the weights are drawn; null, the default, for He before a ReLU and Glorot
///   otherwise
public record Conv1d(
    int filters, ConvWindow window, int groups, boolean bias, @Nullable Initializer initializer)
    implements LayerSpec {

  /// Checks the sizes.
  public Conv1d {
    Sizes.positive("conv1d", "filters", filters);
    Sizes.positive("conv1d", "groups", groups);
  }

  /// Stride 1, no padding.
  public Conv1d(int filters, int kernel) {
    this(filters, ConvWindow.of(1, kernel), 1, true, null);
  }

  private Conv1d over(ConvWindow other) {
    return new Conv1d(filters, other, groups, bias, initializer);
  }

  /// The same with zeros on both sides.
  public Conv1d padding(int steps) {
    return over(window.padded(Padding.of(0, steps)));
  }

  /// The same with as much padding as keeps ceil(steps / stride) steps.
  public Conv1d same() {
    return over(window.padded(Padding.same()));
  }

  /// The same with zeros before the first step only, so that an output depends on its own step and
  /// earlier ones.
  public Conv1d causal() {
    return over(window.padded(Padding.causal()));
  }

  /// The same with another stride.
  public Conv1d stride(int steps) {
    return over(window.stepping(1, steps));
  }

  /// The same with gaps in the filters.
  public Conv1d dilation(int distance) {
    return over(window.dilated(distance));
  }

  /// The same in separate groups.
  public Conv1d groups(int number) {
    return new Conv1d(filters, window, number, bias, initializer);
  }

  /// The same without a bias.
  public Conv1d withoutBias() {
    return new Conv1d(filters, window, groups, false, initializer);
  }

  /// The same with weights drawn another way.
  public Conv1d initializer(Initializer chosen) {
    return new Conv1d(filters, window, groups, bias, chosen);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.sequence(input);
    int channels = input.dim(0);
    Sizes.groups(groups, channels, filters);
    var op = window.operation(groups);
    int depth = channels / groups;
    var w = init.kernel("weight", initializer, filters, depth, window.width());
    if (!bias) {
      return Layer.fixed(x -> Sequences.asImages(x, z -> Tensor.apply(op, z, flat(w))), w);
    }
    var b = init.zeros("bias", filters);
    return Layer.fixed(x -> Sequences.asImages(x, z -> Tensor.apply(op, z, flat(w), b)), w, b);
  }

  /// The weights as filters of height 1.
  private static Tensor flat(Tensor w) {
    return w.reshape(w.shape().dim(0), w.shape().dim(1), 1, w.shape().dim(2));
  }

  @Override
  public String describe() {
    return "conv1d(" + filters + ", " + window.width() + ")";
  }
}
