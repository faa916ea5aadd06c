package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.ConvGeometry;
import dev.gradus.engine.internal.Given;
import java.util.List;

/// y = f(conv(x, w) + b): x [batch, channels, height, width], w [filters, channels / groups,
/// kernelHeight, kernelWidth], b `[filters]` (optional third input), y [batch, filters, outHeight,
/// outWidth] with outHeight = floor((height + padding - dilation (kernelHeight - 1) - 1) / stride)
/// +
/// 1. The kernel is not flipped, as everywhere in the field (cross-correlation).
///
/// Gradients, with g = f'(y) dy: dx gathers g through the same weights, dw[o, c, k, l] sums g times
/// the pixel under the weight over all positions and images, db sums g over positions and images.
///
/// Errors: GradusException for a stride, dilation or number of groups below 1; ShapeException for
/// ranks other than 4, channels or filters that do not fit the groups, a bias that is not
/// `[filters]`, and a kernel larger than the padded image.
///
/// Source: LeCun, Bottou, Bengio, Haffner, Proc. IEEE 1998, section II.A;
/// `torch.nn.functional.conv2d`; groups: Krizhevsky, Sutskever, Hinton, NIPS 2012; dilation: Yu,
/// Koltun, ICLR 2016, eq. 2.
///
/// @param strideHeight step downwards
/// @param strideWidth step to the right
/// @param padding zeros around the image
/// @param dilationHeight distance of neighbouring kernel rows, 1 for a dense kernel
/// @param dilationWidth distance of neighbouring kernel columns
/// @param groups channels and filters fall into this many separate groups
/// @param activation f, applied in the same pass
public record Convolution2d(
    int strideHeight,
    int strideWidth,
    Padding padding,
    int dilationHeight,
    int dilationWidth,
    int groups,
    Activation activation)
    implements Fusable, Windowed {

  /// Checks that stride, dilation and groups are at least 1.
  public Convolution2d {
    Positive.check("stride", strideHeight, strideWidth);
    Positive.check("dilation", dilationHeight, dilationWidth);
    Positive.check("number of groups", groups);
  }

  /// Stride 1, dense, one group, no activation.
  public static Convolution2d of(Padding padding) {
    return new Convolution2d(1, 1, padding, 1, 1, 1, Activation.IDENTITY);
  }

  /// The same with another stride.
  public Convolution2d stride(int height, int width) {
    return new Convolution2d(
        height, width, padding, dilationHeight, dilationWidth, groups, activation);
  }

  @Override
  public Convolution2d withActivation(Activation f) {
    return new Convolution2d(
        strideHeight, strideWidth, padding, dilationHeight, dilationWidth, groups, f);
  }

  @Override
  public String name() {
    return "conv2d";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var g = checked(inputs);
    return Shape.of(g.batch(), g.outChannels(), g.outHeight(), g.outWidth());
  }

  private ConvGeometry checked(List<Shape> inputs) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    Dims.checkImages(x);
    if (w.rank() != 4 || w.dim(2) < 1 || w.dim(3) < 1) {
      throw new ShapeException(
          "expected weights [filters, channels, kernelHeight, kernelWidth] for images "
              + x
              + ", got "
              + w
              + ". Sizes of the kernel are at least 1.");
    }
    checkChannels(x, w);
    if (inputs.size() > 2 && !inputs.get(2).equals(Shape.of(w.dim(0)))) {
      throw new ShapeException(
          "expected a bias ["
              + w.dim(0)
              + "], one number for each filter of the weights "
              + w
              + ", got "
              + inputs.get(2)
              + ". Reshape it.");
    }
    var g = geometry(x, w);
    checkFit(x, g);
    return g;
  }

  private void checkChannels(Shape x, Shape w) {
    if (x.dim(1) != w.dim(1) * groups) {
      throw new ShapeException(
          "expected "
              + w.dim(1) * groups
              + " channels for weights "
              + w
              + (groups == 1 ? "" : " in " + groups + " groups")
              + ", got "
              + x.dim(1)
              + " in "
              + x
              + ". Images are [batch, channels, height, width]; the second size of the weights is"
              + " channels / groups.");
    }
    if (w.dim(0) % groups != 0) {
      throw new ShapeException(
          "expected a number of filters that "
              + groups
              + " groups divide, got "
              + w.dim(0)
              + " in the weights "
              + w
              + " for images "
              + x
              + ". Change filters or groups.");
    }
  }

  private static void checkFit(Shape x, ConvGeometry g) {
    long height = (long) g.inHeight() + g.padTop() + g.padBottom();
    long width = (long) g.inWidth() + g.padLeft() + g.padRight();
    long spanHeight = (long) g.dilationHeight() * (g.kernelHeight() - 1) + 1;
    long spanWidth = (long) g.dilationWidth() * (g.kernelWidth() - 1) + 1;
    if (spanHeight > height || spanWidth > width) {
      throw new ShapeException(
          "the kernel covers ["
              + spanHeight
              + ", "
              + spanWidth
              + "] pixels, the padded image has only ["
              + height
              + ", "
              + width
              + "] (input "
              + x
              + "). Use a smaller kernel, more padding, or less pooling before it.");
    }
  }

  private ConvGeometry geometry(Pass pass) {
    return geometry(pass.inputShape(0), pass.inputShape(1));
  }

  /// The sizes for images x and weights w.
  public ConvGeometry geometry(Shape x, Shape w) {
    var pad =
        Given.one("the padding", padding)
            .resolve(
                x.dim(2),
                x.dim(3),
                w.dim(2),
                w.dim(3),
                strideHeight,
                strideWidth,
                dilationHeight,
                dilationWidth);
    return new ConvGeometry(
        x.dim(0),
        x.dim(1),
        x.dim(2),
        x.dim(3),
        w.dim(0),
        w.dim(2),
        w.dim(3),
        strideHeight,
        strideWidth,
        pad.top(),
        pad.bottom(),
        pad.left(),
        pad.right(),
        dilationHeight,
        dilationWidth,
        groups);
  }

  @Override
  public void forward(Pass pass) {
    var g = pass.memo(ConvGeometry.class, this, Convolution2d::geometry);
    var bias = pass.inputCount() > 2 ? pass.input(2) : null;
    pass.backend().conv2d(g, pass.input(0), pass.input(1), bias, activation, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var backend = pass.backend();
    var g = pass.memo(ConvGeometry.class, this, Convolution2d::geometry);
    var dy = pass.gradOutput();
    if (activation != Activation.IDENTITY) {
      backend.activationBackward(activation, pass.output(), dy, dy);
    }
    if (pass.wantsGrad(0)) {
      backend.conv2dBackwardData(g, dy, pass.input(1), pass.gradInput(0), pass.accumulate(0));
    }
    if (pass.wantsGrad(1)) {
      backend.conv2dBackwardFilter(g, pass.input(0), dy, pass.gradInput(1), pass.accumulate(1));
    }
    if (pass.wantsGrad(2)) {
      int pixels = g.outHeight() * g.outWidth();
      backend.channelSum(
          dy, g.batch(), g.outChannels(), pixels, pass.gradInput(2), pass.accumulate(2));
    }
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i < 2;
  }

  @Override
  public boolean backwardReadsOutput() {
    return activation != Activation.IDENTITY;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return checked(inputs).macs();
  }

  @Override
  public Window window(List<Shape> inputs) {
    int rows = inputs.get(1).dim(2);
    int columns = inputs.get(1).dim(3);
    var g = geometry(inputs.get(0), inputs.get(1));
    return new Window(
        dilationHeight * (rows - 1) + 1,
        dilationWidth * (columns - 1) + 1,
        strideHeight,
        strideWidth,
        g.padTop(),
        g.padLeft());
  }
}
