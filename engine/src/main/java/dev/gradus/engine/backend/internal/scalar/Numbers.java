package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.backend.DoubleStorage;
import dev.gradus.engine.backend.SingleStorage;
import dev.gradus.engine.backend.Slice;
import dev.gradus.engine.backend.Storage;
import java.util.Objects;

/// The numbers behind a slice, read and written by their position in the slice. Every access is
/// checked against the slice, so that a wrong index is an error and not a neighbour's number.
///
/// @param storage the numbers of the whole storage
/// @param offset where the slice starts
/// @param length how many numbers belong to it
public record Numbers(Storage storage, int offset, int length) {

  /// The numbers of a slice of a [DoubleStorage] or a [SingleStorage].
  ///
  /// @throws GradusException if the slice belongs to another backend
  public static Numbers of(Slice slice) {
    var storage = slice.storage();
    if (storage instanceof DoubleStorage || storage instanceof SingleStorage) {
      return new Numbers(storage, slice.offset(), slice.length());
    }
    throw new GradusException(
        "the scalar backend computes on its own storage (DoubleStorage or SingleStorage), got "
            + slice.storage().getClass().getSimpleName()
            + ". Copy the numbers into a storage of ScalarBackend.allocate().");
  }

  /// Number `i`.
  public double get(int i) {
    return storage.get(offset + Objects.checkIndex(i, length));
  }

  /// Replaces number `i`.
  public void set(int i, double value) {
    storage.set(offset + Objects.checkIndex(i, length), value);
  }

  /// Adds to number `i`, or replaces it.
  public void put(int i, double value, boolean accumulate) {
    set(i, accumulate ? get(i) + value : value);
  }

  /// Adds finished sums to the numbers, or replaces them. Sums are finished apart and added once,
  /// so that accumulating is the old value plus the gradient, exactly.
  public void put(double[] sums, boolean accumulate) {
    for (int i = 0; i < sums.length; i++) {
      put(i, sums[i], accumulate);
    }
  }
}
