package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Backend;
import dev.gradus.engine.backend.Gemm;
import dev.gradus.engine.backend.Slice;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The matrix product y = a b: a [m, k] and b [k, n] give y [m, n]. With a [batch, m, k] every
/// matrix of the batch is multiplied, by b [k, n] or by its own of b [batch, k, n].
///
/// Gradients: da = dy b^T, db = a^T dy (summed over the batch if b has none).
///
/// Errors: ShapeException for ranks other than 2 and 3, columns on the left that are not as many as
/// rows on the right, or batches of different length.
///
/// Source: `torch.matmul` for these ranks.
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
              + " rows. Transpose one of them.");
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

  /// A product for every matrix of a batch: the parts of both operands and of the result.
  private record Products(Gemm gemm, List<Slice> left, List<Slice> right, List<Slice> result) {
    static Products of(Gemm gemm, int batch, Slice left, Slice right, Slice result) {
      return new Products(
          gemm,
          parts(left, batch, gemm.m() * gemm.k()),
          parts(right, batch, gemm.k() * gemm.n()),
          parts(result, batch, gemm.m() * gemm.n()));
    }

    private static List<Slice> parts(Slice whole, int batch, int size) {
      return IntStream.range(0, batch).mapToObj(i -> whole.part(i * size, size)).toList();
    }

    void run(Backend backend) {
      for (int i = 0; i < left.size(); i++) {
        backend.gemm(gemm, left.get(i), right.get(i), null, result.get(i));
      }
    }
  }

  /// What the passes do, worked out once.
  private record Work(Products forward, @Nullable Products byLeft, @Nullable Products byRight) {
    static Work of(Pass pass) {
      var a = pass.inputShape(0);
      var b = pass.inputShape(1);
      boolean own = b.rank() == 3;
      int batch = own ? b.dim(0) : 1;
      int m = own ? a.dim(1) : Dims.rows(a);
      int n = b.dim(-1);
      int k = b.dim(-2);
      var left = pass.input(0);
      var right = pass.input(1);
      var forward = Products.of(Gemm.of(m, n, k), batch, left, right, pass.output());
      Products byLeft = null;
      Products byRight = null;
      if (pass.wantsGrad(0)) {
        var gemm = new Gemm(m, k, n, false, true, Activation.IDENTITY, pass.accumulate(0));
        byLeft = Products.of(gemm, batch, pass.gradOutput(), right, pass.gradInput(0));
      }
      if (pass.wantsGrad(1)) {
        var gemm = new Gemm(k, n, m, true, false, Activation.IDENTITY, pass.accumulate(1));
        byRight = Products.of(gemm, batch, left, pass.gradOutput(), pass.gradInput(1));
      }
      return new Work(forward, byLeft, byRight);
    }
  }

  @Override
  public void forward(Pass pass) {
    pass.memo(Work.class, this, (op, p) -> Work.of(p)).forward.run(pass.backend());
  }

  @Override
  public void backward(Pass pass) {
    var work = pass.memo(Work.class, this, (op, p) -> Work.of(p));
    if (work.byLeft != null) {
      work.byLeft.run(pass.backend());
    }
    if (work.byRight != null) {
      work.byRight.run(pass.backend());
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
