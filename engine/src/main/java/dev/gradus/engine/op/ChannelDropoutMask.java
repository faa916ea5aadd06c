package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.Broadcast;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// Inverted dropout of whole channels: x [batch, channels, ...]; every channel of every sample
/// becomes 0 with probability `rate`, the others are divided by 1 - rate. The mask is a function of
/// the pass's random key and is made again in the backward pass.
///
/// Gradient: dx = dy * mask / (1 - rate).
///
/// Errors: GradusException for a rate outside 0 <= rate < 1; ShapeException for rank below 3.
///
/// Source: Tompson, Goroshin, Jain, LeCun, Bregler, CVPR 2015; `torch.nn.Dropout2d`.
///
/// @param rate the probability of DROPPING a channel, 0 <= rate < 1
public record ChannelDropoutMask(double rate) implements Op {

  /// Checks the rate.
  public ChannelDropoutMask {
    DropoutMask.check(rate);
  }

  @Override
  public String name() {
    return "spatialDropout";
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.getFirst();
    if (x.rank() < 3) {
      throw new ShapeException(
          "expected [batch, channels, ...] with at least 3 dimensions, got "
              + x
              + ". Rows of features have no channels: use dropout.");
    }
    return x;
  }

  /// The mask and how it spreads.
  private record Room(Slice mask, Broadcast broadcast) {
    static Room of(Pass pass) {
      var x = pass.inputShape(0);
      int channels = x.dim(0) * x.dim(1);
      int pixels = Dims.product(x, 2, x.rank());
      var broadcast =
          Broadcast.of("spatialDropout", Shape.of(channels, pixels), Shape.of(channels, 1));
      return new Room(Slice.of(pass.backend().allocate(channels)), broadcast);
    }
  }

  private Room drawn(Pass pass) {
    var room = pass.memo(Room.class, this, (op, p) -> Room.of(p));
    pass.backend().fill(room.mask, 1);
    pass.backend().dropout(pass.randomKey(), rate, room.mask, room.mask);
    return room;
  }

  @Override
  public void forward(Pass pass) {
    var room = drawn(pass);
    pass.backend()
        .binary(BinaryFunction.MULTIPLY, room.broadcast, pass.input(0), room.mask, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var room = drawn(pass);
    var dy = pass.gradOutput();
    // the derivative by the left factor reads the right one only
    pass.backend()
        .binaryBackward(
            BinaryFunction.MULTIPLY,
            room.broadcast,
            true,
            dy,
            room.mask,
            dy,
            pass.gradInput(0),
            pass.accumulate(0));
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return false;
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }
}
