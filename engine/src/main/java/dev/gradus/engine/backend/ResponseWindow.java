package dev.gradus.engine.backend;

/// The settings of local response normalisation: `y[c]` = `x[c]` / (k + alpha sum of `x[j]`^2) ^
/// beta, the sum over the channels j from c - size / 2 to c + (size - 1) / 2 that exist.
///
/// @param size channels of the window
/// @param k constant part of the divisor
/// @param alpha weight of a square
/// @param beta exponent
public record ResponseWindow(int size, double k, double alpha, double beta) {

  /// First channel of the window around a channel.
  public int from(int channel) {
    return Math.max(0, channel - size / 2);
  }

  /// One behind the last channel of the window.
  public int to(int channel, int channels) {
    return Math.min(channels, channel + (size - 1) / 2 + 1);
  }

  /// First channel whose window holds this one.
  public int firstReached(int channel) {
    return Math.max(0, channel - (size - 1) / 2);
  }

  /// One behind the last channel whose window holds this one.
  public int lastReached(int channel, int channels) {
    return Math.min(channels, channel + size / 2 + 1);
  }
}
