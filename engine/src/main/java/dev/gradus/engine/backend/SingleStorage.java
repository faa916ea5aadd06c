package dev.gradus.engine.backend;

/// Single precision numbers in a heap array, for plain loops: these compute in double and round
/// what they store.
///
/// @param array the elements; shared, not copied
public record SingleStorage(float[] array) implements Storage {
  /// A zero-filled storage.
  public SingleStorage(int length) {
    this(new float[length]);
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
    array[index] = (float) value;
  }

  @Override
  public void read(int from, float[] target, int at, int count) {
    System.arraycopy(array, from, target, at, count);
  }

  @Override
  public void write(int at, float[] source, int from, int count) {
    System.arraycopy(source, from, array, at, count);
  }
}
