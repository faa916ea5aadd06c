package dev.gradus.engine.backend;

import java.util.Objects;

/// A contiguous part of a [Storage]: where a tensor's numbers lie, row-major.
///
/// @param storage the numbers
/// @param offset index of the first element
/// @param length number of elements
public record Slice(Storage storage, int offset, int length) {
  /// Checks the range.
  public Slice {
    Objects.checkFromIndexSize(offset, length, storage.length());
  }

  /// The whole of a storage.
  public static Slice of(Storage storage) {
    return new Slice(storage, 0, storage.length());
  }

  /// Element `i` of this slice; slow.
  public double get(int i) {
    return storage.get(offset + Objects.checkIndex(i, length));
  }

  /// Sets element `i` of this slice; slow.
  public void set(int i, double value) {
    storage.set(offset + Objects.checkIndex(i, length), value);
  }

  /// A part of this slice.
  public Slice part(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    return new Slice(storage, offset + from, count);
  }

  /// A copy as floats, of the length of the slice.
  public float[] toFloats() {
    var copy = new float[length];
    storage.read(offset, copy, 0, length);
    return copy;
  }
}
