package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.Padding;
import org.jspecify.annotations.Nullable;

/// A 2-D convolution: every filter slides over all channels of the image, and gives one feature
/// map.
///
/// y[o, i, j] = `bias[o]` + sum over c, k, l of w[o, c, k, l] x[c, i stride + k, j stride + l]; as
/// everywhere in the field the kernel is not flipped (cross-correlation). Takes [batch, channels,
/// height, width], gives [batch, filters, outHeight, outWidth] with out = floor((in + pad -
/// dilation (kernel - 1) - 1) / stride) + 1.
///
/// Parameters: `weight` [filters, channels / groups, kernelHeight, kernelWidth], `bias`
/// `[filters]`.
///
/// Errors: GradusException for filters, groups, kernel, step or dilation below 1; ShapeException
/// for a sample that is not [channels, height, width], groups that do not divide channels and
/// filters, or a kernel larger than the padded image.
///
/// Source: LeCun, Bottou, Bengio, Haffner, Proc. IEEE 1998, section II.A; `torch.nn.Conv2d`;
/// groups: Krizhevsky, Sutskever, Hinton, NIPS 2012.
///
/// @param filters number of feature maps
/// @param window size, step, padding and dilation of the filters; by default step 1, no padding,
///   dilation 1
/// @param groups filters and channels fall into this many separate groups, 1 by default
/// @param bias whether a number is added to every map; true by default
/// @param initializer how the weights are drawn; null, the default, for He before a ReLU and Glorot
///   otherwise
public record Conv2d(
    int filters, ConvWindow window, int groups, boolean bias, @Nullable Initializer initializer)
    implements LayerSpec {

  /// Checks the sizes.
  public Conv2d {
    Sizes.positive("conv2d", "filters", filters);
    Sizes.positive("conv2d", "groups", groups);
  }

  /// Square filters, stride 1, no padding.
  public Conv2d(int filters, int kernel) {
    this(filters, ConvWindow.of(kernel, kernel), 1, true, null);
  }

  private Conv2d over(ConvWindow other) {
    return new Conv2d(filters, other, groups, bias, initializer);
  }

  /// The same with zeros on every side.
  public Conv2d padding(int pixels) {
    return padding(Padding.of(pixels));
  }

  /// The same with other padding.
  public Conv2d padding(Padding around) {
    return over(window.padded(around));
  }

  /// The same with as much padding as keeps ceil(size / stride) rows and columns.
  public Conv2d same() {
    return padding(Padding.same());
  }

  /// The same with another stride in both directions.
  public Conv2d stride(int pixels) {
    return stride(pixels, pixels);
  }

  /// The same with other strides.
  public Conv2d stride(int height, int width) {
    return over(window.stepping(height, width));
  }

  /// The same with filters that are not square.
  public Conv2d kernel(int height, int width) {
    return over(window.sized(height, width));
  }

  /// The same with gaps in the filters.
  public Conv2d dilation(int distance) {
    return over(window.dilated(distance));
  }

  /// The same in separate groups.
  public Conv2d groups(int number) {
    return new Conv2d(filters, window, number, bias, initializer);
  }

  /// The same without a bias.
  public Conv2d withoutBias() {
    return new Conv2d(filters, window, groups, false, initializer);
  }

  /// The same with weights drawn another way.
  public Conv2d initializer(Initializer chosen) {
    return new Conv2d(filters, window, groups, bias, chosen);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    int channels = input.dim(0);
    Sizes.groups(groups, channels, filters);
    var op = window.operation(groups);
    var w =
        init.kernel(
            "weight", initializer, filters, channels / groups, window.height(), window.width());
    if (!bias) {
      return Layer.fixed(x -> Tensor.apply(op, x, w), w);
    }
    var b = init.zeros("bias", filters);
    return Layer.fixed(x -> Tensor.apply(op, x, w, b), w, b);
  }

  @Override
  public String describe() {
    return "conv2d(" + filters + ", " + Sizes.kernel(window.height(), window.width()) + ")";
  }

  @Override
  public String pattern() {
    return "CONV";
  }
}
