package dev.gradus.engine.backend;

/// A run of numbers that belongs to a backend. The element type is the backend's business: `float`
/// on the fast ones, `double` on the reference.
public interface Storage {
  /// The number of elements.
  int length();

  /// One element; slow, for reading single values and for tests.
  double get(int index);

  /// Sets one element; slow.
  void set(int index, double value);

  /// Copies elements out, converting to `float`: the list of `count` elements from `from` on, in
  /// the same order, to `at` and after in the array.
  void read(int from, float[] target, int at, int count);

  /// Copies elements in, converting from `float`: the list of `count` numbers from `from` on in the
  /// array, in the same order, to `at` and after.
  void write(int at, float[] source, int from, int count);
}
