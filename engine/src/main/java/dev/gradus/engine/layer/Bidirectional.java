package dev.gradus.engine.layer;

import dev.gradus.engine.Shape;
import dev.gradus.engine.Tensor;
import dev.gradus.engine.Weight;
import dev.gradus.engine.internal.Given;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Two recurrent layers over the same sequence, one in each direction, with weights of their own.
/// With `returnSequences()` inside, every step knows what came before and what comes after;
/// without, both states that have seen the whole sequence meet. Source: Schuster, Paliwal, IEEE
/// Transactions on Signal Processing 1997.
///
/// Parameters: those of the layer inside twice, `forward.weight` ... and `backward.weight` ....
///
/// Takes [batch, steps, features], gives [batch, steps, 2 units] (side by side; else units) or, of
/// the last states, [batch, 2 units].
///
/// Errors: GradusException for a missing layer or merge; what the layer inside refuses.
///
/// @param spec the layer for the forward direction
/// @param merge how both results become one; side by side by default
public record Bidirectional(Recurrent<?> spec, Merge merge) implements LayerSpec {
  /// How two results become one.
  public enum Merge {
    /// Side by side: twice as many features, forward first.
    CONCAT,
    /// Their sum.
    SUM,
    /// Their mean.
    AVERAGE
  }

  /// Checks that there is a layer.
  public Bidirectional {
    Given.one("the layer that reads in both directions", spec);
    Given.one("what becomes of the two results", merge);
  }

  /// Side by side.
  public Bidirectional(Recurrent<?> spec) {
    this(spec, Merge.CONCAT);
  }

  /// The same with both results added.
  public Bidirectional summed() {
    return new Bidirectional(spec, Merge.SUM);
  }

  /// The same with the mean of both results.
  public Bidirectional averaged() {
    return new Bidirectional(spec, Merge.AVERAGE);
  }

  @Override
  public Built build(Shape input, Initializers init) {
    return new Built(
        merge,
        spec.build(input, init.prefixed("forward.")),
        spec.reversed().build(input, init.prefixed("backward.")));
  }

  /// Both layers.
  ///
  /// @param merge what becomes of the two results
  /// @param forward reads from the first step to the last
  /// @param backward reads from the last step to the first
  public record Built(Merge merge, RecurrentLayer forward, RecurrentLayer backward)
      implements Layer {
    @Override
    public Tensor forward(Tensor x) {
      var a = forward.forward(x);
      var b = backward.forward(x);
      return switch (merge) {
        case CONCAT -> Tensor.concat(-1, a, b);
        case SUM -> a.add(b);
        case AVERAGE -> a.add(b).mul(0.5);
      };
    }

    @Override
    public List<Weight> parameters() {
      return Stream.concat(forward.parameters().stream(), backward.parameters().stream()).toList();
    }

    @Override
    public void resetState() {
      forward.resetState();
      backward.resetState();
    }

    @Override
    public boolean replayable() {
      return true;
    }
  }

  @Override
  public String describe() {
    var how = merge == Merge.CONCAT ? "" : ", " + merge.name().toLowerCase(Locale.ROOT);
    return "bidirectional(" + spec.describe() + how + ")";
  }
}
