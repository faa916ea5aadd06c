package dev.gradus.engine.op;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.Gemm;
import java.util.List;

/// y = f(x w + b): x [rows, in], w [in, out], b `[out]` (optional third input), y [rows, out]. With
/// rank 3 the first two dimensions of x are rows.
///
/// Gradients, with g = f'(y) dy: dx = g w^T, dw = x^T g, db = sum of g over rows.
///
/// Errors: ShapeException for x of another rank than 2 or 3, for w whose first size is not the
/// number of features, and for a bias that is not `[out]`.
///
/// Source: `torch.nn.functional.linear`, which keeps w transposed, [out, in]; Keras' `Dense` keeps
/// it as here.
///
/// @param activation f, applied in the same pass
public record Linear(Activation activation) implements Fusable {

  @Override
  public Linear withActivation(Activation f) {
    return new Linear(f);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    var x = inputs.get(0);
    var w = inputs.get(1);
    if (x.rank() != 2 && x.rank() != 3) {
      throw new ShapeException(
          "expected [batch, features], got " + x + ". Add flatten() before it.");
    }
    if (w.rank() != 2 || x.last() != w.dim(0)) {
      throw new ShapeException(
          "expected x [batch, n] and w [n, m] with the same n, got x "
              + x
              + " and w "
              + w
              + ". The first size of w is the number of features of x.");
    }
    if (inputs.size() > 2 && !inputs.get(2).equals(Shape.of(w.dim(1)))) {
      throw new ShapeException(
          "expected a bias ["
              + w.dim(1)
              + "], one number for each output, got "
              + inputs.get(2)
              + ". Reshape it.");
    }
    return x.with(-1, w.dim(1));
  }

  @Override
  public void forward(Pass pass) {
    var bias = pass.inputCount() > 2 ? pass.input(2) : null;
    pass.backend().gemm(products(pass).forward, pass.input(0), pass.input(1), bias, pass.output());
  }

  @Override
  public void backward(Pass pass) {
    if (activation != Activation.IDENTITY) {
      var dy = pass.gradOutput();
      pass.backend().activationBackward(activation, pass.output(), dy, dy);
    }
    backwardOfProduct(pass);
  }

  /// The backward pass from the gradient of x w + b on.
  void backwardOfProduct(Pass pass) {
    var backend = pass.backend();
    var p = products(pass);
    var g = p.forward;
    var dy = pass.gradOutput();
    if (pass.wantsGrad(0)) {
      backend.gemm(p.byInput, dy, pass.input(1), null, pass.gradInput(0));
    }
    if (pass.wantsGrad(1)) {
      backend.gemm(p.byWeights, pass.input(0), dy, null, pass.gradInput(1));
    }
    if (pass.wantsGrad(2)) {
      backend.channelSum(dy, g.m(), g.n(), 1, pass.gradInput(2), pass.accumulate(2));
    }
  }

  /// The products of both passes.
  private record Products(Gemm forward, Gemm byInput, Gemm byWeights) {}

  private Products products(Pass pass) {
    return pass.memo(Products.class, this, Linear::made);
  }

  private Products made(Pass pass) {
    int rows = Dims.rows(pass.inputShape(0));
    int in = pass.inputShape(1).dim(0);
    int out = pass.inputShape(1).dim(1);
    boolean addToInput = pass.wantsGrad(0) && pass.accumulate(0);
    boolean addToWeights = pass.wantsGrad(1) && pass.accumulate(1);
    return new Products(
        Gemm.of(rows, out, in).activated(activation),
        Gemm.of(rows, in, out).transposed(false, true).accumulating(addToInput),
        Gemm.of(in, out, rows).transposed(true, false).accumulating(addToWeights));
  }

  @Override
  public boolean backwardReadsInput(int i) {
    return i < 2;
  }

  @Override
  public boolean backwardReadsOutput() {
    return activation != Activation.IDENTITY;
  }

  @Override
  public long macs(List<Shape> inputs) {
    return (long) inputs.get(0).size() * inputs.get(1).dim(1);
  }
}
