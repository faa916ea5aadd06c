package dev.gradus.bench;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The most floating-point operations that a thread can do: multiply-adds in registers.
final class Peak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 10;

  /// Without hardware for it a fused multiply-add is emulated; such machines multiply and add.
  private static final boolean FUSED =
      SPECIES.length() >= 8 || System.getProperty("os.arch", "").equals("aarch64");

  private Peak() {}

  /// Bits of a vector register.
  static int bits() {
    return SPECIES.vectorBitSize();
  }

  /// Operations of [#chains(int)], a multiply-add counted as two.
  static double operations(int n) {
    return 2.0 * CHAINS * SPECIES.length() * n;
  }

  /// Ten independent chains of `n` multiply-adds; what they come to, so that none is left out.
  static float chains(int n) {
    return FUSED ? fused(n) : separate(n);
  }

  private static float fused(int n) {
    var m = FloatVector.broadcast(SPECIES, 0.999f);
    var a = FloatVector.broadcast(SPECIES, 1e-3f);
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
      s0 = s0.fma(m, a);
      s1 = s1.fma(m, a);
      s2 = s2.fma(m, a);
      s3 = s3.fma(m, a);
      s4 = s4.fma(m, a);
      s5 = s5.fma(m, a);
      s6 = s6.fma(m, a);
      s7 = s7.fma(m, a);
      s8 = s8.fma(m, a);
      s9 = s9.fma(m, a);
    }
    return s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9).lane(0);
  }

  private static float separate(int n) {
    var m = FloatVector.broadcast(SPECIES, 0.999f);
    var a = FloatVector.broadcast(SPECIES, 1e-3f);
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
      s0 = s0.mul(m).add(a);
      s1 = s1.mul(m).add(a);
      s2 = s2.mul(m).add(a);
      s3 = s3.mul(m).add(a);
      s4 = s4.mul(m).add(a);
      s5 = s5.mul(m).add(a);
      s6 = s6.mul(m).add(a);
      s7 = s7.mul(m).add(a);
      s8 = s8.mul(m).add(a);
      s9 = s9.mul(m).add(a);
    }
    return s0.add(s1).add(s2).add(s3).add(s4).add(s5).add(s6).add(s7).add(s8).add(s9).lane(0);
  }
}
