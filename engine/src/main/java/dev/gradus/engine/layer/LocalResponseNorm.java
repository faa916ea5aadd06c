package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.ResponseNormalization;

/// Local response normalisation as in AlexNet: every number is divided by a power of the squares of
/// its neighbours in the channels around it, `y[c]` = `x[c]` / (k + alpha sum of `x[j]`^2) ^ beta,
/// the sum over the n channels j around c that exist. Takes [batch, channels, height, width].
/// Source: Krizhevsky, Sutskever, Hinton, NIPS 2012, section 3.3.
///
/// Convention: alpha multiplies the sum, as in the paper. PyTorch's `LocalResponseNorm` multiplies
/// the mean: its alpha is n times ours, and its default k is 1; [#meanOfSquares()] takes alpha as
/// PyTorch means it.
///
/// Gives the same shape.
///
/// Errors: GradusException for less than 1 channel, a negative k or alpha, or a beta that is not
/// finite; ShapeException for a sample without pixels or steps.
///
/// @param n channels of the sum, 5 by default
/// @param k constant part of the divisor, 2 by default
/// @param alpha weight of the sum of squares, 1e-4 by default
/// @param beta exponent, 0.75 by default
/// @param mean whether alpha multiplies the mean over n instead of the sum; not by default
public record LocalResponseNorm(int n, double k, double alpha, double beta, boolean mean)
    implements LayerSpec {

  /// Checks the settings.
  public LocalResponseNorm {
    Sizes.positive("localResponseNorm", "a number of channels", n);
    if (!(k >= 0) || !(alpha >= 0) || !Double.isFinite(beta)) {
      throw new GradusException(
          "localResponseNorm needs k and alpha of at least 0 and a finite beta, got k = "
              + k
              + ", alpha = "
              + alpha
              + " and beta = "
              + beta
              + ". The paper's are 2, 1e-4 and 0.75.");
    }
  }

  /// With the paper's numbers: n = 5, k = 2, alpha = 1e-4, beta = 0.75.
  public LocalResponseNorm() {
    this(5, 2, 1e-4, 0.75, false);
  }

  /// With the paper's convention: alpha multiplies the sum.
  public LocalResponseNorm(int n, double k, double alpha, double beta) {
    this(n, k, alpha, beta, false);
  }

  /// The same with alpha as PyTorch means it: it multiplies the mean over n channels, also where
  /// fewer exist.
  public LocalResponseNorm meanOfSquares() {
    return new LocalResponseNorm(n, k, alpha, beta, true);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() < 2) {
      throw new ShapeException(
          "expected images [batch, channels, height, width], got "
              + Shapes.batch(input)
              + ". Put it before flatten() and dense layers.");
    }
    var op = new ResponseNormalization(n, k, mean ? alpha / n : alpha, beta);
    return Layer.fixed(x -> Tensor.apply(op, x));
  }

  @Override
  public String describe() {
    return "localResponseNorm(" + n + ")";
  }
}
