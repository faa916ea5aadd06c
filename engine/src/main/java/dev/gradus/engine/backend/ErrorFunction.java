package dev.gradus.engine.backend;

/// A loss of one number x against its target t. Where the slope jumps, it is the one written here.
public enum ErrorFunction {
  /// (x - t)^2; slope 2 (x - t).
  SQUARED,
  /// |x - t|; slope the sign of x - t, 0 at x = t.
  ABSOLUTE,
  /// With d = x - t and the parameter p: d^2 / 2 where |d| is at most p, else p (|d| - p / 2);
  /// slope d, at most p and at least -p.
  HUBER,
  /// For a score x and a target t from 0 to 1: -t ln s(x) - (1 - t) ln(1 - s(x)) with the sigmoid
  /// s, computed as max(x, 0) - x t + ln(1 + e^-|x|), which never overflows; slope s(x) - t.
  BINARY_CROSS_ENTROPY,
  /// For a score x, a target t of -1 or 1 and the parameter p: max(0, p - t x); slope -t where that
  /// is above 0, else 0.
  HINGE
}
