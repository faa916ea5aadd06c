package dev.gradus.engine.backend;

/// A matrix product C = f(A B + bias): sizes, transposes, epilogue. All matrices are row-major and
/// contiguous.
///
/// @param m rows of C
/// @param n columns of C
/// @param k length of the sum
/// @param transposeA A is stored as [k, m] instead of [m, k]
/// @param transposeB B is stored as [n, k] instead of [k, n]
/// @param activation applied to the result; [Activation#IDENTITY] if `accumulate`
/// @param accumulate add to C instead of overwriting it
public record Gemm(
    int m,
    int n,
    int k,
    boolean transposeA,
    boolean transposeB,
    Activation activation,
    boolean accumulate) {

  /// C = A B.
  public static Gemm of(int m, int n, int k) {
    return new Gemm(m, n, k, false, false, Activation.IDENTITY, false);
  }

  /// The same with other transposes.
  public Gemm transposed(boolean a, boolean b) {
    return new Gemm(m, n, k, a, b, activation, accumulate);
  }

  /// The same with an activation on the result.
  public Gemm activated(Activation f) {
    return new Gemm(m, n, k, transposeA, transposeB, f, accumulate);
  }

  /// The same, adding to C or not.
  public Gemm accumulating(boolean add) {
    return new Gemm(m, n, k, transposeA, transposeB, activation, add);
  }
}
