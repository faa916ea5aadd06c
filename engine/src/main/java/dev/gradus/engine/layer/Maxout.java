package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.op.MaxPooling2d;
import dev.gradus.engine.op.Windows;
import org.jspecify.annotations.Nullable;

/// The largest of k dense outputs: `y[u]` = max over j of (x W_j + b_j)\[u], an activation that is
/// learned with its layer. With two pieces a unit can be a ReLU (the other piece 0) or an absolute
/// value (the other piece negated). Takes [batch, features], or [batch, time, features] on the last
/// dimension. On a tie the first piece gets the gradient. Source: Goodfellow, Warde-Farley, Mirza,
/// Courville, Bengio, "Maxout Networks", ICML 2013.
///
/// Parameters: `weight` [inputs, units * pieces], `bias` [units * pieces]; piece j of unit u is
/// column u * pieces + j. They are k times those of a dense layer.
///
/// Errors: GradusException for units or pieces below 1; ShapeException for a sample that is not
/// `[features]` or [time, features].
///
/// @param units number of outputs
/// @param pieces k, how many dense outputs compete for each
/// @param initializer how the weights are drawn; null, the default, for Glorot
public record Maxout(int units, int pieces, @Nullable Initializer initializer)
    implements LayerSpec {

  /// Checks the sizes.
  public Maxout {
    Sizes.positive("maxout", "units", units);
    Sizes.positive("maxout", "pieces", pieces);
  }

  /// With weights drawn as usual.
  public Maxout(int units, int pieces) {
    this(units, pieces, null);
  }

  /// The same with weights drawn another way.
  public Maxout initializer(Initializer chosen) {
    return new Maxout(units, pieces, chosen);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() != 1 && input.rank() != 2) {
      throw new ShapeException(
          "expected [batch, features], got " + Shapes.batch(input) + ". Add flatten() before it.");
    }
    var fan = Shape.of(input.last(), units);
    var w = init.kernel("weight", initializer, fan, input.last(), units * pieces);
    var b = init.zeros("bias", units * pieces);
    var largest = new MaxPooling2d(Windows.of(1).sized(1, pieces).stepping(1, pieces));
    return Layer.fixed(
        x -> {
          var rows = x.shape().with(x.shape().rank() - 1, units);
          var all = x.linear(w, b).reshape(rows.size() / Math.max(1, units), 1, units, pieces);
          return Tensor.apply(largest, all).reshape(rows.dims());
        },
        w,
        b);
  }

  @Override
  public String describe() {
    return "maxout(" + units + ", " + pieces + ")";
  }
}
