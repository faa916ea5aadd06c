package dev.gradus.engine.layer;

import dev.gradus.engine.Context;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.ChannelDropoutMask;

/// In training sets each whole channel of each sample to 0 with probability `rate` and divides the
/// others by 1 - rate; in inference changes nothing. Neighbouring pixels of a feature map say
/// nearly the same, so dropping them one by one drops little. Takes [batch, channels, ...]. Source:
/// Tompson, Goroshin, Jain, LeCun, Bregler, "Efficient Object Localization Using Convolutional
/// Networks", CVPR 2015.
///
/// Gives the same shape.
///
/// Errors: GradusException for a rate outside 0 <= rate < 1; ShapeException for a sample without
/// pixels or steps.
///
/// @param rate probability to DROP a channel, 0 up to but not including 1
public record SpatialDropout(double rate) implements LayerSpec {

  /// Checks the rate.
  public SpatialDropout {
    rate = new Dropout(rate).rate();
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() < 2) {
      throw new ShapeException(
          "expected [batch, channels, ...] with pixels or steps, got "
              + Shapes.batch(input)
              + ". Rows of features have no channels: use dropout.");
    }
    var op = new ChannelDropoutMask(rate);
    return Layer.fixed(x -> Context.current().training() && rate > 0 ? Tensor.apply(op, x) : x);
  }

  @Override
  public String describe() {
    return "spatialDropout(" + rate + ")";
  }
}
