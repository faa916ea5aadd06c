package dev.gradus.engine.backend.internal.scalar;

import dev.gradus.engine.random.Philox;

/// The dropout mask as it is defined: element i owns word i % 4 of Philox block i / 4, and is kept
/// if that word is at least rate * 2^32.
public final class Dropouts {
  private Dropouts() {}

  /// y = x * mask / (1 - rate), added to y or replacing it.
  public static void apply(long key, double rate, Numbers x, Numbers y, boolean accumulate) {
    var words = new int[4];
    double threshold = rate * 0x1p32;
    double scale = 1 / (1 - rate);
    for (int i = 0; i < x.length(); i++) {
      if (i % 4 == 0) {
        Philox.block(key, 0, i / 4, words);
      }
      boolean kept = Integer.toUnsignedLong(words[i % 4]) >= threshold;
      y.put(i, kept ? x.get(i) * scale : 0, accumulate);
    }
  }
}
