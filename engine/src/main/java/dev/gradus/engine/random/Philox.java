package dev.gradus.engine.random;

import java.util.random.RandomGenerator;

/// Philox-4x32-10: random numbers as a pure function of a key and a counter, so that any element of
/// a mask can be made on any thread or device without the others.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public final class Philox implements RandomGenerator {
  private static final long STEP = 0x9E3779B97F4A7C15L;
  private static final int M0 = 0xD2511F53;
  private static final int M1 = 0xCD9E8D57;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private final long key;
  private final long stream;
  private long counter;
  private final int[] block = new int[4];
  private int used = 4;

  /// A sequence of numbers for a key (the seed) and a stream number; streams of one key are
  /// independent of each other.
  public Philox(long key, long stream) {
    this.key = key;
    this.stream = stream;
  }

  /// Four 32-bit numbers for one counter value, into an array of length 4.
  ///
  /// @param key the 64-bit key
  /// @param high upper 64 bits of the counter
  /// @param low lower 64 bits of the counter
  /// @param out receives four numbers
  public static void block(long key, long high, long low, int[] out) {
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    int c0 = (int) low;
    int c1 = (int) (low >>> 32);
    int c2 = (int) high;
    int c3 = (int) (high >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long p0 = (M0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
      long p1 = (M1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
      int n0 = (int) (p1 >>> 32) ^ c1 ^ k0;
      int n2 = (int) (p0 >>> 32) ^ c3 ^ k1;
      c1 = (int) p1;
      c3 = (int) p0;
      c0 = n0;
      c2 = n2;
      k0 += W0;
      k1 += W1;
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
  }

  /// Mixes several numbers into one key (seed, step, operation, ...); every argument matters.
  public static long key(long... parts) {
    long h = STEP;
    for (long part : parts) {
      h = joined(h, part);
    }
    return h;
  }

  /// The same for two parts, without an array: some keys are made in every training step.
  public static long key(long first, long second) {
    return joined(joined(STEP, first), second);
  }

  /// The same for three parts.
  public static long key(long first, long second, long third) {
    return joined(key(first, second), third);
  }

  private static long joined(long key, long part) {
    return mix(key ^ mix(part + STEP));
  }

  private static long mix(long value) {
    long z = value;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public int nextInt() {
    if (used == 4) {
      block(key, stream, counter++, block);
      used = 0;
    }
    return block[used++];
  }

  @Override
  public long nextLong() {
    return ((long) nextInt() << 32) | (nextInt() & 0xFFFFFFFFL);
  }

  /// Uniform in [0, 1), on a grid of 2^-24.
  @Override
  public float nextFloat() {
    return (nextInt() >>> 8) * 0x1p-24f;
  }

  /// Uniform in [0, 1), on a grid of 2^-53.
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1p-53;
  }

  /// Normal with mean 0 and standard deviation 1, by Box and Muller's transform.
  @Override
  public double nextGaussian() {
    double u = 1.0 - nextDouble();
    double v = nextDouble();
    return StrictMath.sqrt(-2.0 * StrictMath.log(u)) * StrictMath.cos(2.0 * Math.PI * v);
  }

  /// A uniformly random order of 0 .. n - 1 (Fisher and Yates): each of them once.
  public int[] permutation(int n) {
    var order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
      int j = nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }
}
