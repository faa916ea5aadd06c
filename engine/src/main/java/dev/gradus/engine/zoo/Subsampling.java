package dev.gradus.engine.zoo;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.layer.Initializer;
import dev.gradus.engine.layer.Initializers;
import dev.gradus.engine.layer.Layer;
import dev.gradus.engine.layer.LayerSpec;

/// Pooling that is learned: the sum of every window, times a coefficient of its map, plus a bias of
/// its map. Takes [batch, channels, height, width]; windows lie side by side. Source: LeCun et al.,
/// Proc. IEEE 1998, section II.B.
///
/// Parameters: `coefficient` [channels, 1, 1], which starts as the mean of the window, and `bias`
/// [channels, 1, 1].
///
/// Gives [batch, channels, floor(height / size), floor(width / size)].
///
/// Errors: ShapeException for a size below 1 or a sample that is not [channels, height, width].
///
/// @param size rows and columns of a window
public record Subsampling(int size) implements LayerSpec {
  /// Checks the size.
  public Subsampling {
    if (size < 1) {
      throw new ShapeException("subsampling needs windows of at least 1x1, got " + size + ".");
    }
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() != 3) {
      throw new ShapeException(
          "subsampling needs images [channels, height, width], got "
              + input
              + ". Put it before flatten() and dense layers.");
    }
    int channels = input.dim(0);
    double pixels = (double) size * size;
    var mean = Initializer.constant(1 / pixels);
    var coefficient = init.parameter("coefficient", mean, channels, 1, 1);
    var bias = init.zeros("bias", channels, 1, 1);
    return Layer.fixed(
        x -> x.avgPool2d(size).mul(pixels).mul(coefficient).add(bias), coefficient, bias);
  }

  @Override
  public String describe() {
    return "subsampling(" + size + ")";
  }

  @Override
  public String pattern() {
    return "POOL";
  }
}
