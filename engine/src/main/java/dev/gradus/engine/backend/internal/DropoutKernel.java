package dev.gradus.engine.backend.internal;

import static dev.gradus.engine.backend.internal.Lanes.F;
import static dev.gradus.engine.backend.internal.Lanes.VL;

import dev.gradus.engine.random.Philox;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Inverted dropout with the mask of [Philox], several blocks at a time: each 64-bit lane computes
/// one block, its 32-bit words in four vectors.
public final class DropoutKernel implements Workers.Task {
  private static final VectorSpecies<Long> L = LongVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
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
    // 128-bit machines have no product of 64-bit lanes: vectors would be objects there
    int whole = VL < 8 ? 0 : (to - from) / (4 * BLOCKS) * (4 * BLOCKS);
    mask(key, threshold, scale, accumulate, x, x0, y, y0, from, from + whole);
    tail(from + whole, to, blocks[worker]);
  }

  /// Elements `from` .. `to`, as many blocks as fit in vectors at a time. Calls nothing but methods
  /// of the vector classes, so that no vector becomes an object.
  private static void mask(
      long key,
      int threshold,
      float scale,
      boolean add,
      float[] x,
      int x0,
      float[] y,
      int y0,
      int from,
      int to) {
    var low = LongVector.broadcast(L, LOW);
    var zero = IntVector.zero(I);
    int limit = threshold ^ Integer.MIN_VALUE;
    for (int i = from; i < to; i += 4 * BLOCKS) {
      // the upper halves of the lanes hold anything: the product does not read them
      var c0 = COUNT.add(i >> 2);
      var c1 = LongVector.zero(L);
      var c2 = c1;
      var c3 = c1;
      var k0 = LongVector.broadcast(L, key);
      var k1 = LongVector.broadcast(L, key >>> 32);
      for (int round = 0; round < 10; round++) {
        var p0 = c0.and(low).mul(LongVector.broadcast(L, M0).and(low));
        var p1 = c2.and(low).mul(LongVector.broadcast(L, M1).and(low));
        c0 = p1.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c1);
        c0 = c0.lanewise(VectorOperators.XOR, k0);
        c2 = p0.lanewise(VectorOperators.LSHR, 32).lanewise(VectorOperators.XOR, c3);
        c2 = c2.lanewise(VectorOperators.XOR, k1);
        c1 = p1;
        c3 = p0;
        k0 = k0.add(W0);
        k1 = k1.add(W1);
      }
      var w01 = c0.and(low).or(c1.lanewise(VectorOperators.LSHL, 32));
      var w23 = c2.and(low).or(c3.lanewise(VectorOperators.LSHL, 32));
      var first = w01.rearrange(ZIP_LOW, w23).reinterpretAsInts();
      var m = first.lanewise(VectorOperators.XOR, Integer.MIN_VALUE);
      var bits = FloatVector.fromArray(F, x, x0 + i).mul(scale).reinterpretAsInts();
      var v = zero.blend(bits, m.compare(VectorOperators.GE, limit)).reinterpretAsFloats();
      var second = w01.rearrange(ZIP_HIGH, w23).reinterpretAsInts();
      m = second.lanewise(VectorOperators.XOR, Integer.MIN_VALUE);
      bits = FloatVector.fromArray(F, x, x0 + i + VL).mul(scale).reinterpretAsInts();
      var u = zero.blend(bits, m.compare(VectorOperators.GE, limit)).reinterpretAsFloats();
      if (add) {
        v = v.add(FloatVector.fromArray(F, y, y0 + i));
        u = u.add(FloatVector.fromArray(F, y, y0 + i + VL));
      }
      v.intoArray(y, y0 + i);
      u.intoArray(y, y0 + i + VL);
    }
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
