package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.Slice;
import java.util.List;

/// The matrix product y = a b: a [m, k] and b [k, n] give y [m, n]. With a [batch, m, k] every
/// matrix of the batch is multiplied, by b [k, n] or by its own of b [batch, k, n].
///
/// Gradients: da = dy b^T, db = a^T dy (summed over the batch if b has none).
public record Matmul() implements Op {

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var a = inputs.get(0);
    var b = inputs.get(1);
    if (a.rank() < 2 || a.rank() > 3 || b.rank() < 2 || b.rank() > a.rank()) {
      throw new ShapeException(
          "expected matrices [m, k] and [k, n] (or [batch, m, k] and [k, n] or [batch, k, n]), got "
              + a
              + " and "
              + b
              + ". Reshape a vector to [1, k] or [k, 1].");
    }
    if (a.dim(-1) != b.dim(-2)) {
      throw new ShapeException(
          "expected as many columns on the left as rows on the right, got "
              + a
              + " and "
              + b
              + ": "
              + a.dim(-1)
              + " columns, "
              + b.dim(-2)
              + " rows. Transpose one of them?");
    }
    if (b.rank() == 3 && a.dim(0) != b.dim(0)) {
      throw new ShapeException(
          "expected the same number of matrices on both sides, got "
              + a
              + " and "
              + b
              + ". Use one matrix [k, n] on the right to multiply all by it.");
    }
    return a.with(-1, b.dim(-1));
  }

  /// One call of gemm: the sizes, and how many of them lie one after the other.
  private record Product(int batch, int m, int n, int k) {
    static Product of(Pass pass) {
      var a = pass.inputShape(0);
      var b = pass.inputShape(1);
      return b.rank() == 3
          ? new Product(b.dim(0), a.dim(1), b.dim(2), a.dim(2))
          : new Product(1, Dims.rows(a), b.dim(1), b.dim(0));
    }

    void run(Backend backend, Gemm gemm, Slice a, Slice b, Slice c) {
      if (batch == 1) {
        backend.gemm(gemm, a, b, null, c);
        return;
      }
      int sizeA = gemm.m() * gemm.k();
      int sizeB = gemm.k() * gemm.n();
      int sizeC = gemm.m() * gemm.n();
      for (int i = 0; i < batch; i++) {
        backend.gemm(
            gemm,
            a.part(i * sizeA, sizeA),
            b.part(i * sizeB, sizeB),
            null,
            c.part(i * sizeC, sizeC));
      }
    }
  }

  @Override
  public void forward(Pass pass) {
    var p = Product.of(pass);
    var gemm = Gemm.of(p.m, p.n, p.k);
    p.run(pass.backend(), gemm, pass.input(0), pass.input(1), pass.output());
  }

  @Override
  public void backward(Pass pass) {
    var p = Product.of(pass);
    var dy = pass.gradOutput();
    if (pass.wantsGrad(0)) {
      var da = new Gemm(p.m, p.k, p.n, false, true, Activation.IDENTITY, pass.accumulate(0));
      p.run(pass.backend(), da, dy, pass.input(1), pass.gradInput(0));
    }
    if (pass.wantsGrad(1)) {
      var db = new Gemm(p.k, p.n, p.m, true, false, Activation.IDENTITY, pass.accumulate(1));
      p.run(pass.backend(), db, pass.input(0), dy, pass.gradInput(1));
    }
  }

  @Override
  public boolean backwardReadsOutput() {
    return false;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return (long) inputs.get(0).size() * inputs.get(1).dim(-1);
  }
}
