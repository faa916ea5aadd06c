package dev.gradus.engine.backend.internal;

/// Working memory that grows to the largest need and stays. Each slot of each worker is one array.
final class Arena {
  private final float[][] floats;
  private final int[][] ints;
  private final int slots;

  Arena(int workers, int slots) {
    this.slots = slots;
    floats = new float[workers * slots][];
    ints = new int[workers * slots][];
    for (int i = 0; i < workers * slots; i++) {
      floats[i] = new float[0];
      ints[i] = new int[0];
    }
  }

  /// At least `size` floats of any content.
  float[] floats(int worker, int slot, int size) {
    int at = worker * slots + slot;
    if (floats[at].length < size) {
      floats[at] = new float[size + (size >> 2)];
    }
    return floats[at];
  }

  /// At least `size` ints of any content.
  int[] ints(int worker, int slot, int size) {
    int at = worker * slots + slot;
    if (ints[at].length < size) {
      ints[at] = new int[size + (size >> 2)];
    }
    return ints[at];
  }
}
