package dev.gradus.engine.backend.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.Slice;

/// The floats behind the slices of a kernel call.
final class SliceArrays {
  private SliceArrays() {}

  /// The array of a slice that must have at least `length` elements.
  static float[] array(String kernel, String what, Slice slice, int length) {
    if (slice.length() < length) {
      throw new GradusException(
          kernel + ": " + what + " needs " + length + " elements, got " + slice.length() + ".");
    }
    if (slice.storage() instanceof FloatStorage(float[] array)) {
      return array;
    }
    throw new GradusException(
        "this tensor lives on another backend ("
            + slice.storage().getClass().getSimpleName()
            + "): allocate it with the backend that computes.");
  }
}
