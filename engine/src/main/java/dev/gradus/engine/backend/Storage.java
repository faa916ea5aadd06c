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

  /// Copies elements out, converting to `float`.
  void read(int from, float[] target, int at, int count);

  /// Copies elements in, converting from `float`.
  void write(int at, float[] source, int from, int count);
}
