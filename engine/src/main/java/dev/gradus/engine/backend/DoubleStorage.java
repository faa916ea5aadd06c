package dev.gradus.engine.backend;

/// Double precision numbers in a heap array, for the reference backend.
///
/// @param array the elements; shared, not copied
public record DoubleStorage(double[] array) implements Storage {
  /// A zero-filled storage.
  public DoubleStorage(int length) {
    this(new double[length]);
  }

  @Override
  public int length() {
    return array.length;
  }

  @Override
  public double get(int index) {
    return array[index];
  }

  @Override
  public void set(int index, double value) {
    array[index] = value;
  }

  @Override
  public void read(int from, float[] target, int at, int count) {
    for (int i = 0; i < count; i++) {
      target[at + i] = (float) array[from + i];
    }
  }

  @Override
  public void write(int at, float[] source, int from, int count) {
    for (int i = 0; i < count; i++) {
      array[at + i] = source[from + i];
    }
  }
}
