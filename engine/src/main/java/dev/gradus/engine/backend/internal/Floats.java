package dev.gradus.engine.backend.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.Slice;

/// The float arrays behind slices.
final class Floats {
  private Floats() {}

  /// The array in which a slice lies.
  ///
  /// @throws GradusException if it belongs to another backend or is shorter than needed
  static float[] of(Slice slice, long length) {
    if (slice.length() < length) {
      throw new GradusException(
          "a recurrent kernel needs " + length + " elements, got " + slice.length() + ".");
    }
    if (slice.storage() instanceof FloatStorage f) {
      return f.array();
    }
    throw new GradusException(
        "this tensor lives on another backend ("
            + slice.storage().getClass().getSimpleName()
            + "): allocate it with the backend that computes.");
  }
}
