package dev.gradus.engine;

import dev.gradus.engine.backend.Activation;
import dev.gradus.engine.backend.BinaryFunction;
import dev.gradus.engine.backend.Curve;
import dev.gradus.engine.backend.UnaryFunction;
import dev.gradus.engine.op.Binary;
import dev.gradus.engine.op.Clamp;
import dev.gradus.engine.op.CurveOp;
import dev.gradus.engine.op.Linear;
import dev.gradus.engine.op.Matmul;
import dev.gradus.engine.op.Power;
import dev.gradus.engine.op.Select;
import dev.gradus.engine.op.Unary;

/// The arithmetic of a [Tensor]: element by element, and products of matrices.
///
/// Errors: ShapeException for shapes that cannot be broadcast or multiplied.
public abstract class TensorMath {
  TensorMath() {}

  /// This, as what it is.
  abstract Tensor self();

  /// this + other, with broadcasting.
  public Tensor add(Tensor other) {
    return Tensor.apply(new Binary(BinaryFunction.ADD), self(), other);
  }

  /// this + number.
  public Tensor add(double number) {
    return add(constant(number));
  }

  /// this - other, with broadcasting.
  public Tensor sub(Tensor other) {
    return Tensor.apply(new Binary(BinaryFunction.SUBTRACT), self(), other);
  }

  /// this - number.
  public Tensor sub(double number) {
    return sub(constant(number));
  }

  /// this * other, element by element with broadcasting.
  public Tensor mul(Tensor other) {
    return Tensor.apply(new Binary(BinaryFunction.MULTIPLY), self(), other);
  }

  /// this * number.
  public Tensor mul(double number) {
    return mul(constant(number));
  }

  /// this / other, element by element with broadcasting.
  public Tensor div(Tensor other) {
    return Tensor.apply(new Binary(BinaryFunction.DIVIDE), self(), other);
  }

  /// this / number.
  public Tensor div(double number) {
    return div(constant(number));
  }

  /// The larger of both, element by element with broadcasting.
  public Tensor maximum(Tensor other) {
    return Tensor.apply(new Binary(BinaryFunction.MAXIMUM), self(), other);
  }

  /// Matrix product: [n, k] by [k, m] gives [n, m]; of a batch [b, n, k] every matrix is
  /// multiplied, by [k, m] or by its own of [b, k, m].
  public Tensor matmul(Tensor other) {
    return Tensor.apply(new Matmul(), self(), other);
  }

  /// x w + b in one operation: this [batch, in], w [in, out], b `[out]`.
  public Tensor linear(Tensor w, Tensor b) {
    return Tensor.apply(new Linear(Activation.IDENTITY), self(), w, b);
  }

  /// -x.
  public Tensor neg() {
    return unary(UnaryFunction.NEGATE);
  }

  /// e^x.
  public Tensor exp() {
    return unary(UnaryFunction.EXP);
  }

  /// Natural logarithm.
  public Tensor log() {
    return unary(UnaryFunction.LOG);
  }

  /// Square root.
  public Tensor sqrt() {
    return unary(UnaryFunction.SQRT);
  }

  /// x^2.
  public Tensor square() {
    return unary(UnaryFunction.SQUARE);
  }

  /// |x|.
  public Tensor abs() {
    return unary(UnaryFunction.ABS);
  }

  /// max(0, x).
  public Tensor relu() {
    return unary(UnaryFunction.RELU);
  }

  /// 1 / (1 + e^-x).
  public Tensor sigmoid() {
    return unary(UnaryFunction.SIGMOID);
  }

  /// Hyperbolic tangent.
  public Tensor tanh() {
    return unary(UnaryFunction.TANH);
  }

  /// x^exponent; NaN for a negative x and an exponent that is no whole number.
  public Tensor pow(double exponent) {
    return Tensor.apply(new Power(exponent), self());
  }

  /// Numbers below `low` become `low`, those above `high` become `high`.
  public Tensor clamp(double low, double high) {
    return Tensor.apply(new Clamp(low, high), self());
  }

  /// a where the condition is not 0, else b: of one shape, or single numbers.
  public static Tensor where(Tensor condition, Tensor a, Tensor b) {
    return Tensor.apply(new Select(), condition, a, b);
  }

  /// x where x > 0, else 0.01 x.
  public Tensor leakyRelu() {
    return leakyRelu(0.01);
  }

  /// x where x > 0, else alpha x.
  public Tensor leakyRelu(double alpha) {
    return curve(new Curve.LeakyRelu(alpha));
  }

  /// x where x > 0, else e^x - 1.
  public Tensor elu() {
    return elu(1);
  }

  /// x where x > 0, else alpha (e^x - 1).
  public Tensor elu(double alpha) {
    return curve(new Curve.Elu(alpha));
  }

  /// x times the normal distribution function of x, exact.
  public Tensor gelu() {
    return curve(new Curve.Gelu());
  }

  /// [#gelu()] approximated by a hyperbolic tangent.
  public Tensor geluTanh() {
    return curve(new Curve.GeluTanh());
  }

  /// ln(1 + e^x).
  public Tensor softplus() {
    return curve(new Curve.Softplus());
  }

  private Tensor curve(Curve f) {
    return Tensor.apply(new CurveOp(f), self());
  }

  private Tensor unary(UnaryFunction f) {
    return Tensor.apply(new Unary(f), self());
  }

  private Tensor constant(double number) {
    var context = Context.current();
    return context.on(self().device()).recording(null).call(() -> Tensor.scalar(number));
  }
}
