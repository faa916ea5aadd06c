package dev.gradus.magics.bench;

/// Hears that a piece of work is done.
@FunctionalInterface
public interface Ticks {
  /// One more piece is done; whether that was enough.
  boolean done();
}
