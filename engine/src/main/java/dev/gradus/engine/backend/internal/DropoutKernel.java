package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.VL;
import static dev.gradus.engine.backend.internal.Lanes.load;

import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Inverted dropout with the mask of [Philox], several blocks at a time: each 64-bit lane computes
/// one block, its 32-bit words in four vectors.
public final class DropoutKernel implements Workers.Task {
  private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
  private static final int BLOCKS = L.length();
  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final long LOW = 0xFFFFFFFFL;
  private static final VectorShuffle<Long> ZIP_LOW = VectorShuffle.makeZip(L, 0);
  private static final VectorShuffle<Long> ZIP_HIGH = VectorShuffle.makeZip(L, 1);
  private static final LongVector COUNT = LongVector.zero(L).addIndex(1);

  private final Workers workers;
  private final int[][] blocks;
  private float[] x = new float[0];
  private float[] y = x;
  private int x0;
  private int y0;
  private int length;
  private long key;
  private int threshold;
  private boolean none;
  private float scale;
  private boolean accumulate;

  /// For a team.
  public DropoutKernel(Workers workers) {
    this.workers = workers;
    blocks = new int[workers.threads()][4];
  }

  /// y = x / (1 - rate) or 0, added to y if wanted.
  public void run(
      long philoxKey, double rate, float[] from, int at, float[] to, int into, int n, boolean add) {
    key = philoxKey;
    x = from;
    x0 = at;
    y = to;
    y0 = into;
    length = n;
    accumulate = add;
    scale = (float) (1 / (1 - rate));
    long limit = (long) Math.ceil(rate * 0x1p32);
    none = limit > LOW;
    threshold = (int) limit;
    workers.run(Lanes.chunks(n, Lanes.GRAIN), this);
  }

  @Override
  public void run(int index, int worker) {
    int from = index * Lanes.GRAIN;
    int to = Math.min(length, from + Lanes.GRAIN);
    if (none) {
      if (!accumulate) {
        Arrays.fill(y, y0 + from, y0 + to, 0f);
      }
      return;
    }
    int step = 4 * BLOCKS;
    int i = from;
    for (; i <= to - step; i += step) {
      step(i);
    }
    tail(i, to, blocks[worker]);
  }

  /// Elements i .. i + 4 BLOCKS - 1, the words of BLOCKS counters.
  private void step(int i) {
    var c0 = COUNT.add(i >> 2);
    var c1 = LongVector.zero(L);
    var c2 = c1;
    var c3 = c1;
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < 10; round++) {
      var p0 = c0.and(LOW).mul(LongVector.broadcast(L, M0).and(LOW));
      var p1 = c2.and(LOW).mul(LongVector.broadcast(L, M1).and(LOW));
      c0 =
          p1.lanewise(VectorOperators.LSHR, 32)
              .lanewise(VectorOperators.XOR, c1.lanewise(VectorOperators.XOR, k0 & LOW));
      c2 =
          p0.lanewise(VectorOperators.LSHR, 32)
              .lanewise(VectorOperators.XOR, c3.lanewise(VectorOperators.XOR, k1 & LOW));
      c1 = p1.and(LOW);
      c3 = p0.and(LOW);
      k0 += W0;
      k1 += W1;
    }
    var w01 = c0.or(c1.lanewise(VectorOperators.LSHL, 32));
    var w23 = c2.or(c3.lanewise(VectorOperators.LSHL, 32));
    put(w01.rearrange(ZIP_LOW, w23).reinterpretAsInts(), i);
    put(w01.rearrange(ZIP_HIGH, w23).reinterpretAsInts(), i + VL);
  }

  private void put(IntVector words, int i) {
    var kept = words.lanewise(VectorOperators.XOR, Integer.MIN_VALUE);
    var mask = kept.compare(VectorOperators.GE, threshold ^ Integer.MIN_VALUE);
    var bits = load(x, x0 + i).mul(scale).reinterpretAsInts();
    var v = words.lanewise(VectorOperators.AND, 0).blend(bits, mask).reinterpretAsFloats();
    (accumulate ? v.add(load(y, y0 + i)) : v).intoArray(y, y0 + i);
  }

  private void tail(int from, int to, int[] block) {
    for (int i = from; i < to; i++) {
      if ((i & 3) == 0 || i == from) {
        Philox.block(key, 0, i >> 2, block);
      }
      boolean kept = Integer.compareUnsigned(block[i & 3], threshold) >= 0;
      float v = kept ? x[x0 + i] * scale : 0f;
      y[y0 + i] = accumulate ? y[y0 + i] + v : v;
    }
  }
}
