package dev.gradus.engine.backend.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// The vector width of this machine and what follows from it.
public final class Lanes {
  /// The widest species of the machine.
  static final VectorSpecies<Float> F = FloatVector.SPECIES_PREFERRED;

  /// Floats in a vector.
  static final int VL = F.length();

  /// A fused multiply-add without hardware support is emulated at a cost of microseconds: machines
  /// with narrow x86 vectors multiply and add instead.
  static final boolean FMA = VL >= 8 || System.getProperty("os.arch", "").equals("aarch64");

  /// Whether a register tile may hold 16 accumulators: 32 vector registers (512-bit x86, Arm).
  static final boolean MANY_REGISTERS = VL >= 16 || (VL == 4 && FMA);

  /// Rows of a register tile of the matrix product.
  static final int MR = MANY_REGISTERS ? 8 : 6;

  /// Columns of a register tile: two vectors.
  static final int NR = 2 * VL;

  /// Elements of a chunk of an element-wise kernel; fixed, so that results do not depend on the
  /// number of threads. A multiple of 4 [#VL] at any width.
  static final int GRAIN = 8192;

  private Lanes() {}

  /// Bits of a vector register.
  public static int bits() {
    return F.vectorBitSize();
  }

  /// a b + c.
  static FloatVector fma(FloatVector a, FloatVector b, FloatVector c) {
    return FMA ? a.fma(b, c) : a.mul(b).add(c);
  }

  static FloatVector fma(FloatVector a, float b, FloatVector c) {
    return fma(a, FloatVector.broadcast(F, b), c);
  }

  /// The first `count` lanes.
  static VectorMask<Float> first(int count) {
    return F.indexInRange(0, count);
  }

  /// The sum of all lanes in their order; the order of reduceLanes is unspecified and changes when
  /// the compiler takes over.
  ///
  /// @param room of [#VL] elements
  static float sum(FloatVector v, float[] room) {
    v.intoArray(room, 0);
    float s = 0;
    for (int i = 0; i < VL; i++) {
      s += room[i];
    }
    return s;
  }

  static int chunks(int n, int grain) {
    return (n + grain - 1) / grain;
  }

  /// An estimate of the most floating point operations that all threads of a team can do in a
  /// second: chains of multiply-adds in registers. Takes about a tenth of a second; for benchmarks.
  public static double estimatePeak(Workers workers) {
    int n = 1_000_000;
    var sinks = new float[workers.threads()];
    Workers.Task task = (index, worker) -> sinks[index] = chains(n);
    double best = 0;
    for (int round = 0; round < 40; round++) {
      long start = System.nanoTime();
      workers.run(sinks.length, task);
      long time = System.nanoTime() - start;
      if (sinks[0] == sinks[0] + 1) {
        throw new IllegalStateException("overflow");
      }
      best = Math.max(best, 20.0 * VL * n * sinks.length / time * 1e9);
    }
    return best;
  }

  private static float chains(int n) {
    var m = FloatVector.broadcast(F, 0.999f);
    var a = FloatVector.broadcast(F, 1e-3f);
    var s0 = a;
    var s1 = a;
    var s2 = a;
    var s3 = a;
    var s4 = a;
    var s5 = a;
    var s6 = a;
    var s7 = a;
    var s8 = a;
    var s9 = a;
    for (int i = 0; i < n; i++) {
      s0 = fma(s0, m, a);
      s1 = fma(s1, m, a);
      s2 = fma(s2, m, a);
      s3 = fma(s3, m, a);
      s4 = fma(s4, m, a);
      s5 = fma(s5, m, a);
      s6 = fma(s6, m, a);
      s7 = fma(s7, m, a);
      s8 = fma(s8, m, a);
      s9 = fma(s9, m, a);
    }
    var all = s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9);
    return sum(all, new float[VL]);
  }
}
