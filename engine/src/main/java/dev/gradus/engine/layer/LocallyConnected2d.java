package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.LocalConvolution2d;
import dev.gradus.engine.op.Padding;
import org.jspecify.annotations.Nullable;

/// A convolution without shared weights: every place of the image has filters and biases of its
/// own. Local as a convolution, but what is learned in one place is not known in another, and the
/// number of parameters grows with the image. Takes [batch, channels, height, width], gives [batch,
/// filters, outHeight, outWidth], sizes as for [Conv2d].
///
/// Parameters: `weight` [filters, channels, kernelHeight, kernelWidth, outHeight, outWidth], `bias`
/// [filters, outHeight, outWidth].
///
/// Errors: GradusException for filters, kernel or step below 1, or a dilation; ShapeException for a
/// sample that is not [channels, height, width], or a kernel larger than the padded image.
///
/// Source: LeCun, "Generalization and network design strategies", 1989; Keras' `LocallyConnected2D`
/// (to version 2).
///
/// @param filters number of feature maps
/// @param window size, step and padding of the filters, without dilation; by default step 1, no
///   padding
/// @param initializer how the weights are drawn; null, the default, for He before a ReLU and Glorot
///   otherwise
public record LocallyConnected2d(int filters, ConvWindow window, @Nullable Initializer initializer)
    implements LayerSpec {

  /// Checks the sizes.
  public LocallyConnected2d {
    Sizes.positive("locallyConnected2d", "filters", filters);
    if (window.dilation() != 1) {
      throw new GradusException("locallyConnected2d has no dilation. Use a larger kernel.");
    }
  }

  /// Square filters, stride 1, no padding.
  public LocallyConnected2d(int filters, int kernel) {
    this(filters, ConvWindow.of(kernel, kernel), null);
  }

  private LocallyConnected2d over(ConvWindow other) {
    return new LocallyConnected2d(filters, other, initializer);
  }

  /// The same with zeros on every side.
  public LocallyConnected2d padding(int pixels) {
    return over(window.padded(Padding.of(pixels)));
  }

  /// The same with as much padding as keeps ceil(size / stride) rows and columns.
  public LocallyConnected2d same() {
    return over(window.padded(Padding.same()));
  }

  /// The same with another stride in both directions.
  public LocallyConnected2d stride(int pixels) {
    return over(window.stepping(pixels, pixels));
  }

  /// The same with filters that are not square.
  public LocallyConnected2d kernel(int height, int width) {
    return over(window.sized(height, width));
  }

  /// The same with weights drawn another way.
  public LocallyConnected2d initializer(Initializer chosen) {
    return new LocallyConnected2d(filters, window, chosen);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    Shapes.image(input);
    var op = new LocalConvolution2d(window.strideHeight(), window.strideWidth(), window.padding());
    int channels = input.dim(0);
    int rows = window.height();
    int columns = window.width();
    var maps = op.mapsOf(input, filters, rows, columns);
    var fan = Shape.of(filters, channels, rows, columns);
    var w =
        init.kernel(
            "weight", initializer, fan, filters, channels, rows, columns, maps.dim(1), maps.dim(2));
    var b = init.zeros("bias", maps.dims());
    return Layer.fixed(x -> Tensor.apply(op, x, w, b), w, b);
  }

  @Override
  public String describe() {
    return "locallyConnected2d("
        + filters
        + ", "
        + Sizes.kernel(window.height(), window.width())
        + ")";
  }
}
