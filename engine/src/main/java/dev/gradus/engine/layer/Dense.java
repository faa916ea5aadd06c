package dev.gradus.engine.layer;

import dev.gradus.engine.GradusException;
import dev.gradus.engine.Shape;
import dev.gradus.engine.ShapeException;
import org.jspecify.annotations.Nullable;

/// Every output is joined to every input: y = x W + b. Takes [batch, features], or [batch, time,
/// features] on the last dimension.
///
/// Parameters: `weight` [inputs, units], `bias` `[units]`.
///
/// Errors: GradusException for less than 1 unit; ShapeException for a sample that is not
/// `[features]` or [time, features].
///
/// Source: Keras' `Dense`; `torch.nn.Linear`, which keeps the weights transposed.
///
/// @param units number of outputs
/// @param bias whether b is added; true by default
/// @param initializer how W is drawn; null, the default, for He before a ReLU and Glorot otherwise
public record Dense(int units, boolean bias, @Nullable Initializer initializer)
    implements LayerSpec {

  /// Checks the number of units.
  public Dense {
    if (units < 1) {
      throw new GradusException("dense needs at least 1 unit, got " + units + ".");
    }
  }

  /// With a bias.
  public Dense(int units) {
    this(units, true, null);
  }

  /// The same without a bias.
  public Dense withoutBias() {
    return new Dense(units, false, initializer);
  }

  /// The same with weights drawn another way.
  public Dense initializer(Initializer chosen) {
    return new Dense(units, bias, chosen);
  }

  @Override
  public Layer build(Shape input, Initializers init) {
    if (input.rank() != 1 && input.rank() != 2) {
      throw new ShapeException(
          "expected [batch, features], got " + Shapes.batch(input) + ". Add flatten() before it.");
    }
    var w = init.kernel("weight", initializer, input.last(), units);
    if (!bias) {
      return Layer.fixed(x -> x.matmul(w), w);
    }
    var b = init.zeros("bias", units);
    return Layer.fixed(x -> x.linear(w, b), w, b);
  }

  @Override
  public String describe() {
    return "dense(" + units + ")";
  }

  @Override
  public String pattern() {
    return "FC";
  }
}
