package dev.gradus.engine.backend.internal;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.FloatStorage;
import dev.gradus.engine.backend.Slice;

/// The array behind a slice of single precision numbers, and checks of lengths.
final class HeapFloats {
  /// No numbers; what a kernel's fields hold before its first run.
  static final Slice NONE = Slice.of(new FloatStorage(0));

  private HeapFloats() {}

  /// The array; the slice's numbers start at its offset.
  ///
  /// @throws GradusException if the slice belongs to another backend
  static float[] of(Slice s) {
    if (s.storage() instanceof FloatStorage f) {
      return f.array();
    }
    throw new GradusException(
        "this tensor lives on another backend ("
            + s.storage().getClass().getSimpleName()
            + "): allocate it with the backend that computes.");
  }

  /// Checks that a slice is long enough for a kernel.
  static void need(String kernel, String what, Slice s, long length) {
    if (s.length() < length) {
      throw new GradusException(
          kernel + ": " + what + " needs " + length + " elements, got " + s.length() + ".");
    }
  }
}
