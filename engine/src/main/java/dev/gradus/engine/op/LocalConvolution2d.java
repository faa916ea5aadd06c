package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.ConvGeometry;
import java.util.List;

/// A convolution whose filters differ from place to place: x [batch, channels, height, width], w
/// [filters, channels, kernelHeight, kernelWidth, outHeight, outWidth], b [filters, outHeight,
/// outWidth], y [batch, filters, outHeight, outWidth] with y[o, i, j] = b[o, i, j] + sum over c, k,
/// l of w[o, c, k, l, i, j] x[c, i stride + k, j stride + l].
///
/// Gradients: dw[o, c, k, l, i, j] sums over the images only, since no place shares its weights; db
/// likewise; dx gathers dy through the weights of every place that saw the pixel.
///
/// Errors: GradusException for a stride below 1; ShapeException for x that has not rank 4, weights
/// that have not rank 6, or weights and a bias made for another size of image.
///
/// Source: Keras' `LocallyConnected2D` (to version 2); LeCun, "Generalization and network design
/// strategies", 1989, for local without shared weights.
///
/// @param strideHeight step downwards
/// @param strideWidth step to the right
/// @param padding zeros around the image
public record LocalConvolution2d(int strideHeight, int strideWidth, Padding padding) implements Op {

  /// Checks the stride.
  public LocalConvolution2d {
    Positive.check("stride", strideHeight, strideWidth);
  }

  @Override
  public String name() {
    return "locallyConnected2d";
  }

  private Convolution2d shared() {
    return Convolution2d.of(padding).stride(strideHeight, strideWidth);
  }

  /// The shape [filters, outHeight, outWidth] of the result for an image.
  ///
  /// @param image [channels, height, width]
  public Shape mapsOf(Shape image, int filters, int kernelHeight, int kernelWidth) {
    var kernel = Shape.of(filters, image.dim(0), kernelHeight, kernelWidth);
    return shared().outputShape(List.of(image.prepend(1), kernel)).rest();
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    Dims.checkImages(x);
    if (w.rank() != 6) {
      throw new ShapeException(
          "expected weights [filters, channels, kernelHeight, kernelWidth, outHeight, outWidth]"
              + " for images "
              + x
              + ", got "
              + w
              + ". Every place has its own filter.");
    }
    var shape = shared().outputShape(List.of(x, kernel(w)));
    var b = inputs.get(2);
    if (w.dim(4) != shape.dim(2) || w.dim(5) != shape.dim(3) || !b.equals(shape.rest())) {
      throw new ShapeException(
          "expected a filter and a bias for each of the places "
              + shape.rest()
              + " that images "
              + x
              + " have, got weights "
              + w
              + " and a bias "
              + b
              + ". Unshared filters fit one size of image.");
    }
    return shape;
  }

  private static Shape kernel(Shape w) {
    return Shape.of(w.dim(0), w.dim(1), w.dim(2), w.dim(3));
  }

  private ConvGeometry geometry(Pass pass) {
    return pass.memo(
        ConvGeometry.class,
        this,
        (op, p) -> op.shared().geometry(p.inputShape(0), kernel(p.inputShape(1))));
  }

  @Override
  public void forward(Pass pass) {
    pass.backend()
        .windows()
        .localConv2d(geometry(pass), pass.input(0), pass.input(1), pass.input(2), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var g = geometry(pass);
    var windows = pass.backend().windows();
    var dy = pass.gradOutput();
    if (pass.wantsGrad(0)) {
      windows.localConv2dBackwardData(g, dy, pass.input(1), pass.gradInput(0), pass.accumulate(0));
    }
    if (pass.wantsGrad(1)) {
      windows.localConv2dBackwardFilter(
          g, pass.input(0), dy, pass.gradInput(1), pass.accumulate(1));
    }
    if (pass.wantsGrad(2)) {
      int places = g.outChannels() * g.outHeight() * g.outWidth();
      pass.backend().reduceSum(dy, 1, g.batch(), places, 1, pass.gradInput(2), pass.accumulate(2));
    }
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i < 2;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return shared().macs(List.of(inputs.get(0), kernel(inputs.get(1))));
  }
}
