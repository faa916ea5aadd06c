package dev.gradus.engine.backend;

import dev.gradus.engine.Shape;

/// A tensor seen as [batch, channels, inner]: what belongs to a channel is normalised together.
///
/// @param batch number of samples
/// @param channels number of channels
/// @param inner numbers of a channel in one sample: pixels, steps, 1 for features
public record ChannelGeometry(int batch, int channels, int inner) {

  /// Of a batch [batch, channels, ...].
  public static ChannelGeometry of(Shape x) {
    int inner = 1;
    for (int i = 2; i < x.rank(); i++) {
      inner *= x.dim(i);
    }
    return new ChannelGeometry(x.dim(0), x.dim(1), inner);
  }

  /// The number of elements.
  public int size() {
    return batch * channels * inner;
  }

  /// The numbers of one channel in all samples.
  public int perChannel() {
    return batch * inner;
  }
}
